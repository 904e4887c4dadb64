import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: { Query: { teams: () => [{ id: '1', name: 'Norte' }, null] } },
    b: { Team: { motto: ({ name }: { name: string }) => `Viva ${name}` } },
  },
  queries: [
    {
      title: 'a subgraph of Federation 1 extends an entity by its external key',
      query: '{ teams { motto } }',
      data: { teams: [{ motto: 'Viva Norte' }, null] },
    },
  ],
} satisfies ConformanceCase;
