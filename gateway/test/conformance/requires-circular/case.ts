import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: { item: () => ({ id: '1', base: 4 }) },
      Item: {
        __resolveReference: (it: object) => ({ base: 4, ...it }),
        label: ({ doubled }: { doubled: number }) => `is ${doubled}`,
      },
    },
    b: {
      Item: { doubled: ({ base }: { base: number }) => base * 2, final: ({ label }: { label: string }) => `${label}!` },
    },
  },
  queries: [
    {
      title: 'two subgraphs that require each other are asked in turn',
      query: '{ item { final } }',
      data: { item: { final: 'is 8!' } },
      calls: 4,
    },
  ],
} satisfies ConformanceCase;
