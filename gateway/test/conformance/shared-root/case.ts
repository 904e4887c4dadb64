import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: { Query: { hub: () => ({ id: 'h', a: 'A', nest: { id: 'n', x: 1 } }) } },
    b: { Query: { hub: () => ({ id: 'h', b: 'B', nest: { id: 'n', y: 2 } }) } },
  },
  queries: [
    {
      title: 'a root field of two subgraphs is asked of both and merged at every depth',
      query: '{ hub { id a b nest { id x y } } }',
      data: { hub: { id: 'h', a: 'A', b: 'B', nest: { id: 'n', x: 1, y: 2 } } },
      calls: 2,
    },
  ],
} satisfies ConformanceCase;
