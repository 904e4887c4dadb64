import { among, type ConformanceCase } from '../../conformance-case.js';

const towns = [
  { code: '15025', name: 'Chalco' },
  { code: '15031', name: 'Chimalhuacán' },
];

export default {
  resolvers: {
    people: {
      Query: {
        towns: () => [...towns, towns[0]],
        town: (_: unknown, { code }: { code: string }) => towns.find((it) => it.code === code),
      },
      Town: { __resolveReference: among(towns) },
    },
    figures: { Town: { __resolveReference: among([{ code: '15025', population: 400_057 }]) } },
  },
  queries: [
    {
      title: 'an entity gets fields of two subgraphs',
      query: '{ town(code: "15025") { name population } }',
      data: { town: { name: 'Chalco', population: 400_057 } },
      calls: 2,
    },
    {
      title: 'an entity that the other subgraph does not know keeps its own fields',
      query: '{ towns { code population } }',
      data: {
        towns: [
          { code: '15025', population: 400_057 },
          { code: '15031', population: null },
          { code: '15025', population: 400_057 },
        ],
      },
      calls: 2,
    },
    {
      title: 'nothing found asks no other subgraph',
      query: '{ town(code: "x") { population } }',
      data: { town: null },
      calls: 1,
    },
  ],
} satisfies ConformanceCase;
