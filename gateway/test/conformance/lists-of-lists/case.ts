import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: {
        grid: () => [[{ id: '1' }, { id: '2' }], null, [{ id: '1' }, { id: '3' }]],
        cubes: () => [[[1, null]], [], null],
      },
    },
    b: {
      Cell: {
        color: ({ id }: { id: string }) => `c${id}`,
        around: ({ id }: { id: string }) => [[{ id: `${id}a` }]],
        sure: ({ id }: { id: string }) => (id === '3' ? null : 1),
      },
    },
  },
  queries: [
    {
      title: 'entities in lists of lists',
      query: '{ grid { color around { color } } cubes }',
      data: {
        grid: [
          [
            { color: 'c1', around: [[{ color: 'c1a' }]] },
            { color: 'c2', around: [[{ color: 'c2a' }]] },
          ],
          null,
          [
            { color: 'c1', around: [[{ color: 'c1a' }]] },
            { color: 'c3', around: [[{ color: 'c3a' }]] },
          ],
        ],
        cubes: [[[1, null]], [], null],
      },
    },
    {
      title: 'a null bubbles to the inner list',
      query: '{ grid { sure } }',
      data: { grid: [[{ sure: 1 }, { sure: 1 }], null, null] },
      errors: [{ path: ['grid', 2, 1, 'sure'], code: 'SUBGRAPH_ERROR' }],
    },
  ],
} satisfies ConformanceCase;
