import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: { a: { Query: { town: () => ({ code: '1' }) } }, b: { Town: { extra: () => 2 } } },
  queries: [
    {
      title: 'types of every subgraph, nothing hidden, nothing of the machinery',
      query:
        '{ __type(name: "Town") { fields(includeDeprecated: true) { name isDeprecated deprecationReason } } __schema { directives { name } types { name } } }',
      data: {
        __type: {
          fields: [
            { name: 'code', isDeprecated: false, deprecationReason: null },
            { name: 'old', isDeprecated: true, deprecationReason: 'gone' },
            { name: 'extra', isDeprecated: false, deprecationReason: null },
          ],
        },
        __schema: {
          directives: ['asOf', 'include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map((name) => ({ name })),
          types: [
            'Day',
            'Query',
            'ID',
            'Town',
            'Int',
            'Use',
            'String',
            'Boolean',
            '__Schema',
            '__Type',
            '__TypeKind',
            '__Field',
            '__InputValue',
            '__EnumValue',
            '__Directive',
            '__DirectiveLocation',
          ].map((name) => ({ name })),
        },
      },
    },
    {
      title: 'beside data, in a fragment, aliased, with variables',
      query:
        'query ($n: String!) { ...meta town { extra } } fragment meta on Query { s: __schema { q: queryType { name description } } t: __type(name: $n) { name specifiedByURL } none: __type(name: "No") { name } }',
      variables: { n: 'Day' },
      data: {
        s: { q: { name: 'Query', description: 'The door.' } },
        t: { name: 'Day', specifiedByURL: 'https://day.test' },
        none: null,
        town: { extra: 2 },
      },
    },
    {
      title: 'alone, without a call',
      query: '{ __type(name: "Query") { fields { args { name defaultValue } type { kind ofType { name } } } } }',
      data: {
        __type: {
          fields: [
            { args: [{ name: 'code', defaultValue: '1' }], type: { kind: 'NON_NULL', ofType: { name: 'Town' } } },
          ],
        },
      },
      calls: 0,
    },
    {
      title: 'skipped',
      query: 'query ($s: Boolean!) { __schema @skip(if: $s) { queryType { name } } town { code } }',
      variables: { s: true },
      data: { town: { code: '1' } },
    },
  ],
} satisfies ConformanceCase;
