import type { ConformanceCase } from '../../conformance-case.js';

const town = { __typename: 'Town', code: '1', name: 'T', state: 'TENSE', internal: 20 };

export default {
  resolvers: {
    a: {
      Query: {
        things: () => [town, { __typename: 'Secret', name: 'S' }],
        thing: (_: unknown, { by }: { by?: string }) => (by ? { __typename: 'Secret', name: 'S' } : town),
        cards: () => [{ mood: 'CALM' }, { mood: 'TENSE' }],
      },
      Town: { __resolveReference: () => town },
    },
    b: { Town: { shown: ({ internal }: { internal: number }) => internal + 1 } },
  },
  queries: [
    {
      title: 'a hidden field may be required and is not shown',
      query: '{ thing { ... on Town { shown } } }',
      data: { thing: { shown: 21 } },
    },
    {
      title: 'a value of a hidden type is null',
      query: '{ things { ... on Town { name } } thing(by: "x") { name } }',
      data: { things: [{ name: 'T' }, null], thing: null },
    },
    {
      title: 'a hidden enum value is null where it may be',
      query: '{ things { __typename ... on Town { state } } }',
      data: { things: [{ __typename: 'Town', state: null }, null] },
    },
    {
      title: 'where it may not be null, its nearest nullable parent is, with an error',
      query: '{ cards { mood } }',
      data: null,
      errors: [{ path: ['cards', 1, 'mood'], code: 'NULL_IN_NON_NULL' }],
    },
    {
      title: 'a hidden field, argument or type cannot be asked for',
      query: '{ thing(secret: 1) { name } things { ... on Secret { name } ... on Town { internal } } }',
      data: null,
      errors: [
        { code: 'OPERATION_INVALID', message: 'Unknown argument "secret" on field "Query.thing".' },
        { code: 'OPERATION_INVALID', message: 'Unknown type "Secret".' },
        { code: 'OPERATION_INVALID' },
      ],
    },
  ],
} satisfies ConformanceCase;
