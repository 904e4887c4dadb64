import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: { Query: { a: () => null, thing: () => ({ id: '1' }) } },
    b: {
      Query: { b: () => ({ id: 'n', field: 'F' }) },
      Thing: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Bread', id, name: 'N' }) },
      Bread: { __resolveReference: ({ id }: { id: string }) => ({ id, name: 'N' }) },
    },
  },
  queries: [
    {
      title: 'an interface object that is not resolvable has its own fields',
      query: '{ b { id field } }',
      data: { b: { id: 'n', field: 'F' } },
    },
    {
      title: 'without its type nothing else is fetched of it',
      query: '{ thing { id } }',
      data: { thing: { id: '1' } },
      calls: 1,
    },
    {
      title: 'its runtime type is of the subgraph that has the implementations',
      query: '{ thing { __typename id ... on Bread { name } } }',
      data: { thing: { __typename: 'Bread', id: '1', name: 'N' } },
    },
  ],
} satisfies ConformanceCase;
