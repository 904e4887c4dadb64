import { among, type ConformanceCase } from '../../conformance-case.js';

const places = [
  { slug: 'alto', id: '1', area: 10, seat: { altitude: 2600, town: 'A' } },
  { slug: 'bajo', id: '2', area: 20, seat: { altitude: null, town: 'B' } },
];

interface Counted {
  id: string;
  area?: number;
  seat?: { altitude: number | null };
}
const counts = [{ id: '1' }, { id: '2' }];
const populationOf = (id: string): number => (id === '1' ? 100 : 500);

export default {
  resolvers: {
    people: {
      Query: {
        people: () => [
          { name: 'Ana', home: { slug: 'alto' } },
          { name: 'Beto', home: { slug: 'bajo' } },
          { name: 'Caro', home: null },
        ],
      },
    },
    places: { Place: { __resolveReference: among(places) } },
    counts: {
      Query: { largest: () => counts[1] },
      Place: {
        __resolveReference: among(counts),
        population: ({ id }: Counted) => populationOf(id),
        density: ({ id, area }: Counted) => ({ value: populationOf(id) / area!, place: { id } }),
        thinAir: ({ seat }: Counted) => seat!.altitude !== null && seat!.altitude > 2500,
      },
    },
  },
  queries: [
    {
      title: 'a required field of the subgraph that exchanges the key',
      query: '{ people { name home { density { value } } } }',
      data: {
        people: [
          { name: 'Ana', home: { density: { value: 10 } } },
          { name: 'Beto', home: { density: { value: 25 } } },
          { name: 'Caro', home: null },
        ],
      },
      calls: 3,
    },
    {
      title: 'fields that require differently, beside one that requires nothing and what is required itself',
      query: '{ people { home { thinAir d: density { value } population seat { town altitude } } } }',
      data: {
        people: [
          { home: { thinAir: true, d: { value: 10 }, population: 100, seat: { town: 'A', altitude: 2600 } } },
          { home: { thinAir: false, d: { value: 25 }, population: 500, seat: { town: 'B', altitude: null } } },
          { home: null },
        ],
      },
    },
    {
      title: 'what such a field answers is gone on from',
      query: '{ people { home { density { place { id slug population thinAir } } } } largest { slug thinAir } }',
      data: {
        people: [
          { home: { density: { place: { id: '1', slug: 'alto', population: 100, thinAir: true } } } },
          { home: { density: { place: { id: '2', slug: 'bajo', population: 500, thinAir: false } } } },
          { home: null },
        ],
        largest: { slug: 'bajo', thinAir: false },
      },
    },
  ],
} satisfies ConformanceCase;
