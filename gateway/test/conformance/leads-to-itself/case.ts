import type { ConformanceCase } from '../../conformance-case.js';

const row = (id: string) => ({
  __typename: id.startsWith('p') ? 'Port' : 'Town',
  id,
  name: `N${id}`,
  area: 7,
  kind: 'hall',
});
const own = ({ id }: { id: string }) => row(id);
const extended = {
  __resolveReference: (it: object) => it,
  levy: ({ area }: { area: number }) => area * 2,
  visits: ({ id }: { id: string }) => [{ note: `V${id}`, spot: { __typename: 'Port', id: 'p9' }, town: { id: 't2' } }],
};

export default {
  resolvers: {
    a: {
      Query: { towns: () => [row('t1')], first: () => row('p1') },
      Town: { __resolveReference: own },
      Port: { __resolveReference: own },
    },
    b: { Town: { ...extended, twin: () => ({ id: 't3' }) }, Port: extended },
  },
  queries: [
    {
      title: 'the second entity of a type has the fields of the other subgraph',
      query: '{ towns { visits { town { name } } } }',
      data: { towns: [{ visits: [{ town: { name: 'Nt2' } }] }] },
    },
    {
      title: 'so has one that is reached as an interface',
      query:
        '{ towns { visits { spot { name } } } first { visits { spot { id ... on Town { name } ... on Port { area } } } } }',
      data: { towns: [{ visits: [{ spot: { name: 'Np9' } }] }], first: { visits: [{ spot: { id: 'p9', area: 7 } }] } },
    },
    {
      title: 'a field that requires another is resolved on the second entity too',
      query: '{ towns { visits { spot { ... on Town { kind } ... on Port { name levy } } } } }',
      data: { towns: [{ visits: [{ spot: { name: 'Np9', levy: 14 } }] }] },
    },
    {
      title: 'and on the third, beside the first',
      query:
        '{ towns { levy twin { twin { levy name } } visits { town { levy area name visits { note town { levy } } } } } }',
      data: {
        towns: [
          {
            levy: 14,
            twin: { twin: { levy: 14, name: 'Nt3' } },
            visits: [{ town: { levy: 14, area: 7, name: 'Nt2', visits: [{ note: 'Vt2', town: { levy: 14 } }] } }],
          },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
