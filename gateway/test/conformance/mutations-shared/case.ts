import type { ConformanceCase } from '../../conformance-case.js';

let count = 0;

const file = () => {
  count++;
  return { id: `r${count}`, office: `O${count}`, turn: count };
};
const fileAll = (_: unknown, { names }: { names: string[] }) => names.map(file);
const sign = () => {
  count++;
  return { id: `s${count}`, mark: 'M' };
};
const known = ({ id }: { id: string }) => ({ id, office: `O${id.slice(1)}`, turn: Number(id.slice(1)) });

export default {
  resolvers: {
    a: { Query: { count: () => count }, Mutation: { file, fileAll, sign }, Receipt: { __resolveReference: known } },
    b: { Mutation: { file, fileAll, sign }, Receipt: { __resolveReference: known } },
  },
  queries: [
    {
      title: 'a mutation of two subgraphs is sent to one of them, and its entity completed by the other',
      query: 'mutation { file(name: "Ana") { id office turn } }',
      data: { file: { id: 'r1', office: 'O1', turn: 1 } },
      calls: 2,
    },
    {
      title: 'also if the client does not request the key',
      query: 'mutation { file(name: "Ana") { office turn } }',
      data: { file: { office: 'O2', turn: 2 } },
    },
    {
      title: 'each of several once',
      query:
        'mutation { a: file(name: "Ana") { id office turn } b: file(name: "Bea") { turn } s: sign(name: "Eva") { id mark } }',
      data: { a: { id: 'r3', office: 'O3', turn: 3 }, b: { turn: 4 }, s: { id: 's5', mark: 'M' } },
    },
    {
      title: 'one that returns a list is sent once too',
      query: 'mutation { fileAll(names: ["Ana", "Bea"]) { turn office } }',
      data: {
        fileAll: [
          { turn: 6, office: 'O6' },
          { turn: 7, office: 'O7' },
        ],
      },
    },
    { title: 'no other was sent', query: '{ count }', data: { count: 7 } },
  ],
} satisfies ConformanceCase;
