import { among, type ConformanceCase } from '../../conformance-case.js';

const towns = [
  { id: '1', size: 3 },
  { id: '2', size: 5 },
];

export default {
  resolvers: {
    a: { Query: { town: () => towns[0] }, Town: { __resolveReference: among(towns) } },
    b: {
      Town: {
        __resolveReference: (it: object) => it,
        rank: ({ id, size }: { id: string; size: number }) => `${id}: ${size}`,
        near: () => [{ id: '2' }],
      },
    },
  },
  queries: [
    {
      title: 'what a field requires is of its own object, not of the one of the same type that leads to it',
      query: '{ town { near { rank } } }',
      data: { town: { near: [{ rank: '2: 5' }] } },
    },
    {
      title: 'both have what theirs requires',
      query: '{ town { rank near { rank size near { id } } } }',
      data: { town: { rank: '1: 3', near: [{ rank: '2: 5', size: 5, near: [{ id: '2' }] }] } },
    },
  ],
} satisfies ConformanceCase;
