import { among, type ConformanceCase } from '../../conformance-case.js';

const accounts = [
  { __typename: 'User', id: 'u1', name: 'U' },
  { __typename: 'Admin', id: 'a1', name: 'A' },
];
const similar = () => accounts;

export default {
  resolvers: {
    a: { Query: { users: () => [{ id: 'u1' }] } },
    b: {
      Query: { accounts: () => accounts },
      User: { __resolveReference: among(accounts), similar },
      Admin: { similar },
    },
  },
  queries: [
    {
      title: 'a field that is never null in one member and may be in another is requested of each',
      query: '{ users { id } accounts { ... on User { id name } ... on Admin { id name } } }',
      data: {
        users: [{ id: 'u1' }],
        accounts: [
          { id: 'u1', name: 'U' },
          { id: 'a1', name: 'A' },
        ],
      },
    },
    {
      title: 'at every depth',
      query:
        '{ accounts { ... on User { id similar { ... on User { id } ... on Admin { id similar { ... on Admin { id } ... on User { id name } } } } } ... on Admin { id } } }',
      data: {
        accounts: [
          { id: 'u1', similar: [{ id: 'u1' }, { id: 'a1', similar: [{ id: 'u1', name: 'U' }, { id: 'a1' }] }] },
          { id: 'a1' },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
