import { among, type ConformanceCase } from '../../conformance-case.js';

const offices = [
  { id: '1', slug: 'uno' },
  { id: '2', slug: 'dos' },
];

export default {
  resolvers: {
    registry: { Query: { offices: () => offices }, Office: { __resolveReference: among(offices) } },
    phones: {
      Office: {
        __resolveReference: among([
          { slug: 'uno', phone: '55' },
          { slug: 'dos', phone: '56' },
        ]),
      },
    },
    budgets: {
      Query: { costly: () => ({ id: '2' }) },
      Office: {
        __resolveReference: among([
          { id: '1', budget: 10 },
          { id: '2', budget: 20 },
        ]),
      },
    },
  },
  queries: [
    {
      title: 'each subgraph is asked by the key that it knows',
      query: '{ offices { phone budget } }',
      data: {
        offices: [
          { phone: '55', budget: 10 },
          { phone: '56', budget: 20 },
        ],
      },
    },
    {
      title: 'a key is exchanged for another on the way',
      query: '{ costly { phone } }',
      data: { costly: { phone: '56' } },
      calls: 3,
    },
  ],
} satisfies ConformanceCase;
