import { among, type ConformanceCase } from '../../conformance-case.js';

const authorities = [{ id: 'i', name: 'Infoem' }];

export default {
  resolvers: {
    a: {
      Query: {
        plans: () => [
          { title: 'p', lead: { id: 'i' } },
          { title: 'q', lead: null },
        ],
      },
    },
    b: { Query: { authorities: () => authorities }, Authority: { __resolveReference: among(authorities) } },
  },
  queries: [
    {
      title: 'a stub leads to the entity and is never asked itself',
      query: '{ plans { title lead { id name } } authorities { id } }',
      data: {
        plans: [
          { title: 'p', lead: { id: 'i', name: 'Infoem' } },
          { title: 'q', lead: null },
        ],
        authorities: [{ id: 'i' }],
      },
    },
  ],
} satisfies ConformanceCase;
