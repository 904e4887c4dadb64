import type { ConformanceCase } from '../../conformance-case.js';

type Town = { seat: { lat: number; lon: number } | null; altitudes: { meters: number }[] };

export default {
  resolvers: {
    a: {
      Query: {
        towns: () => [
          { code: '1', seat: { lat: 19, lon: -98 }, altitudes: [{ meters: 2240 }, { meters: 2260 }] },
          { code: '2', seat: null, altitudes: [] },
        ],
      },
    },
    b: {
      Town: {
        map: ({ seat, altitudes }: Town) =>
          `${seat ? `${seat.lat},${seat.lon}` : '?'}/${altitudes.map(({ meters }) => meters)}`,
      },
    },
  },
  queries: [
    {
      title: 'objects and lists are required whole, a null among them as null',
      query: '{ towns { map seat { lat } } }',
      data: {
        towns: [
          { map: '19,-98/2240,2260', seat: { lat: 19 } },
          { map: '?/', seat: null },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
