import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: { a: { Query: { one: (_: unknown, { n }: { n: number }) => n, two: () => 2 } } },
  queries: [
    {
      title: 'a document with several operations and no name',
      query: 'query a { one } query b { two }',
      data: null,
      errors: [{ code: 'OPERATION_UNKNOWN' }],
    },
    {
      title: 'a subscription',
      query: 'subscription { tick }',
      data: null,
      errors: [{ code: 'OPERATION_UNSUPPORTED' }],
    },
    {
      title: 'a mutation where the schema has none',
      query: 'mutation { one(n: 1) }',
      data: null,
      errors: [{ code: 'OPERATION_UNSUPPORTED' }],
    },
    {
      title: 'a mutation of nothing but its name where the schema has none',
      query: 'mutation { __typename }',
      data: null,
      errors: [{ code: 'OPERATION_UNSUPPORTED' }],
    },
    { title: 'a document that is not GraphQL', query: '{ one', data: null, errors: [{ code: 'OPERATION_INVALID' }] },
    {
      title: 'a required variable that is missing',
      query: 'query ($n: Int!) { one(n: $n) }',
      data: null,
      errors: [{ code: 'BAD_USER_INPUT' }],
    },
    {
      title: 'a variable of the wrong type',
      query: 'query ($n: Int) { one(n: $n) }',
      variables: { n: 'x' },
      data: null,
      errors: [{ code: 'BAD_USER_INPUT' }],
    },
    {
      title: 'a variable that is not sent leaves the default of the argument',
      query: 'query ($n: Int) { one(n: $n) }',
      data: { one: 1 },
    },
    {
      title: 'a variable that is null does not',
      query: 'query ($n: Int) { one(n: $n) }',
      variables: { n: null },
      data: { one: null },
    },
  ],
} satisfies ConformanceCase;
