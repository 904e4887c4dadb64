import { among, type ConformanceCase } from '../../conformance-case.js';

const town = { code: '1', name: 'N', twin: { code: '2', name: 'M' } };
const query = `query ($a: Boolean!, $b: Boolean = true) {
  town @include(if: $a) { name @skip(if: $b) figure { value @include(if: $b) unit } twin { ...more @skip(if: $a) ... @include(if: $b) { rank } } }
  other @skip(if: $a) { name }
}
fragment more on Town { figure { value } code }`;

export default {
  resolvers: {
    a: { Query: { town: () => town, other: () => null } },
    b: {
      Town: {
        __resolveReference: among([
          { code: '1', figure: { value: 1, unit: 'u' }, rank: 1 },
          { code: '2', figure: { value: 2, unit: 'u' }, rank: 2 },
        ]),
      },
    },
  },
  queries: [
    {
      title: 'included, with a default',
      query,
      variables: { a: true },
      data: { town: { figure: { value: 1, unit: 'u' }, twin: { rank: 2 } } },
    },
    {
      title: 'included, against the default',
      query,
      variables: { a: true, b: false },
      data: { town: { name: 'N', figure: { unit: 'u' }, twin: {} } },
    },
    { title: 'skipped at the root', query, variables: { a: false, b: true }, data: { other: null } },
    {
      title: 'a fetch whose fields are all skipped is not sent',
      query: 'query ($s: Boolean!) { town { name rank @skip(if: $s) } }',
      variables: { s: true },
      data: { town: { name: 'N' } },
      calls: 1,
    },
    {
      title: 'constants decide at once',
      query: '{ town { name @include(if: false) code @skip(if: false) rank @skip(if: true) } }',
      data: { town: { code: '1' } },
      calls: 1,
    },
    {
      title: 'both directives on a field must let it through',
      query:
        'query ($y: Boolean!, $n: Boolean!) { town { name @include(if: $y) @skip(if: $n) code @include(if: $y) @skip(if: $y) } }',
      variables: { y: true, n: false },
      data: { town: { name: 'N' } },
    },
  ],
} satisfies ConformanceCase;
