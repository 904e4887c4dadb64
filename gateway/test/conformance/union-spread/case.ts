import { among, type ConformanceCase } from '../../conformance-case.js';

const town = { __typename: 'Town', id: 't', name: 'T', bOnly: 3 };

export default {
  resolvers: {
    a: {
      Query: { a: () => ({ __typename: 'Plan', id: 'p', title: 'P' }), both: () => [town] },
      Town: { __resolveReference: among([town]) },
    },
    b: {
      Query: { b: () => ({ __typename: 'Body', id: 'b', name: 'B' }), both: () => [town] },
      Town: { __resolveReference: among([town]) },
    },
  },
  queries: [
    {
      title: 'a member that one subgraph does not know is never asked of it',
      query:
        '{ a { ... on Town { name } ... on Plan { title } ... on Body { name } } b { ... on Town { name } ... on Plan { title } ... on Body { name } } }',
      data: { a: { title: 'P' }, b: { name: 'B' } },
    },
    {
      title: 'a fragment on a member that cannot come leaves an empty object',
      query: '{ a { ... on Body { name } } }',
      data: { a: {} },
    },
    {
      title: 'a shared member takes fields of both subgraphs',
      query: '{ both { __typename ... on Town { name bOnly } } }',
      data: { both: [{ __typename: 'Town', name: 'T', bOnly: 3 }] },
    },
  ],
} satisfies ConformanceCase;
