import type { ConformanceCase } from '../../conformance-case.js';

type Town = { area: number | null; population: number };

export default {
  resolvers: {
    a: {
      Query: {
        towns: () => [
          { code: '1', area: 2, population: 10 },
          { code: '2', area: null, population: 4 },
        ],
      },
    },
    b: { Town: { density: ({ area, population }: Town) => area && population / area } },
  },
  queries: [
    {
      title: 'what is required is fetched first and not shown',
      query: '{ towns { density } }',
      data: { towns: [{ density: 5 }, { density: null }] },
    },
  ],
} satisfies ConformanceCase;
