import type { ConformanceCase } from '../../conformance-case.js';

const parts = { one: '1', two: '2', three: '3' };

export default {
  resolvers: {
    a: { A: { __resolveReference: ({ id }: { id: string }) => ({ id, code: 'c', parts, name: `n${id}` }) } },
    b: {
      Query: { b: () => ({ id: '100', a: [{ id: '1', code: 'c', parts }] }) },
      A: { full: ({ id, name }: { id: string; name: string }) => `${id} ${name}` },
    },
  },
  queries: [
    {
      title: 'only a key that a subgraph resolves leads to it',
      query: '{ b { id a { id name full } } }',
      data: { b: { id: '100', a: [{ id: '1', name: 'n1', full: '1 n1' }] } },
    },
  ],
} satisfies ConformanceCase;
