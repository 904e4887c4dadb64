import type { ConformanceCase } from '../../conformance-case.js';

type Named = { id: string };

const item = (id: string) => ({
  id,
  code: `c${id}`,
  kind: { id: `k${id}`, name: `K${id}`, details: { count: Number(id) } },
});
const own = ({ id }: Named) => item(id);

export default {
  resolvers: {
    a: { Query: { items: () => [item('1'), item('2')] }, Item: { __resolveReference: own } },
    b: { Item: { __resolveReference: own }, Kind: { __resolveReference: ({ id }: Named) => item(id.slice(1)).kind } },
    c: { Item: { __resolveReference: own } },
    d: { Query: { item: (_: unknown, { id }: Named) => ({ id, title: `T${id}` }) } },
  },
  queries: [
    {
      title: 'a subgraph in which an object is no entity is reached by the entity above it',
      query: '{ items { id kind { id details { count } } } }',
      data: { items: [1, 2].map((n) => ({ id: `${n}`, kind: { id: `k${n}`, details: { count: n } } })) },
    },
    {
      title: 'from another subgraph by two keys',
      query: '{ item(id: "1") { title kind { name details { count } id } } }',
      data: { item: { title: 'T1', kind: { name: 'K1', details: { count: 1 }, id: 'k1' } } },
    },
  ],
} satisfies ConformanceCase;
