import type { ConformanceCase } from '../../conformance-case.js';

type Named = { id: string };
type Board = { towns: Named[] };

const town = (id: string) => ({
  id,
  code: `c${id}`,
  sector: { id: `s${id}`, tag: `t${id}`, main: { id } },
  cost: Number(id) * 100,
});
const own = ({ id }: Named) => town(id);
const board = ({ towns }: Board) => ({ towns: towns.map(own), first: own(towns[0]!), picked: own(towns[1]!) });

export default {
  resolvers: {
    lists: {
      Query: { boards: () => ({ towns: [town('1'), town('2')] }) },
      Board: { __resolveReference: board },
      Town: { __resolveReference: own },
      Sector: { __resolveReference: ({ id }: Named) => town(id.slice(1)).sector },
    },
    links: { Town: { __resolveReference: own } },
    picks: { Board: { __resolveReference: board }, Town: { __resolveReference: own } },
    prices: { Board: { __resolveReference: board }, Town: { __resolveReference: own } },
  },
  queries: [
    {
      title: 'a key of lists of objects, whose fields are of other subgraphs, is gathered on the way',
      query: '{ boards { towns { id code cost sector { id tag main { id } } } picked { id } first { id } } }',
      data: {
        boards: {
          towns: [
            { id: '1', code: 'c1', cost: 100, sector: { id: 's1', tag: 't1', main: { id: '1' } } },
            { id: '2', code: 'c2', cost: 200, sector: { id: 's2', tag: 't2', main: { id: '2' } } },
          ],
          picked: { id: '2' },
          first: { id: '1' },
        },
      },
    },
    {
      title: 'also if the client requests nothing of it',
      query: '{ boards { picked { cost } } }',
      data: { boards: { picked: { cost: 200 } } },
    },
  ],
} satisfies ConformanceCase;
