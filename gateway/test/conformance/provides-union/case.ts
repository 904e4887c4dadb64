import { among, type ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: {
        hits: () => [
          { __typename: 'Town', code: '1', name: 'provided' },
          { __typename: 'Plan', id: '9' },
        ],
      },
    },
    b: {
      Town: { __resolveReference: among([{ code: '1', name: 'owned' }]) },
      Plan: { __resolveReference: among([{ id: '9', title: 'T' }]) },
    },
  },
  queries: [
    {
      title: 'one member of a union is provided, the other is fetched',
      query: '{ hits { __typename ... on Town { name } ... on Plan { title } } }',
      data: {
        hits: [
          { __typename: 'Town', name: 'provided' },
          { __typename: 'Plan', title: 'T' },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
