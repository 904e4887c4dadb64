import { among, type ConformanceCase } from '../../conformance-case.js';

const towns = [
  { id: '1', code: 'a', num: 7, people: 100, visits: 3 },
  { id: '2', code: 'b', num: 8, people: 500, visits: 4 },
];
const area = ({ id }: { id: string }, { unit }: { unit?: string }) => Number(id) * (unit === 'km2' ? 10 : 1_000);

export default {
  resolvers: {
    places: {
      Query: { town: () => towns[0], known: () => towns },
      Town: { __resolveReference: among(towns), area, name: ({ id }: { id: string }) => `T${id}` },
    },
    counts: {
      Town: {
        __resolveReference: among(towns),
        density: ({ people, area }: { people: number; area: number }) => people / area,
      },
    },
    visits: {
      Query: { visited: () => towns[1] },
      Town: {
        __resolveReference: among(towns),
        crowd: ({ people, visits }: { people: number; visits: number }) => people * visits,
      },
    },
  },
  queries: [
    {
      // The planner panicked at it, which ended the process.
      title: 'a field requires one of a subgraph that knows but one of the keys',
      query: '{ town { density } known { density people area } }',
      data: {
        town: { density: 10 },
        known: [
          { density: 10, people: 100, area: 1000 },
          { density: 25, people: 500, area: 2000 },
        ],
      },
    },
    {
      title: 'the same after a key was exchanged for another',
      query: '{ visited { people crowd name } town { visits crowd } }',
      data: { visited: { people: 500, crowd: 2000, name: 'T2' }, town: { visits: 3, crowd: 300 } },
    },
  ],
} satisfies ConformanceCase;
