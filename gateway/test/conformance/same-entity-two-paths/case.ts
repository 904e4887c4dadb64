import { type ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: { Query: { pair: () => ({ left: { code: '1' }, right: { code: '1' } }) } },
    b: { Town: { body: () => ({ id: 'b' }) } },
    c: { Body: { name: (_: unknown, { as }: { as?: string }) => as ?? 'B', size: () => 3 } },
  },
  queries: [
    {
      title: 'one entity at two places takes different fields at each',
      query: '{ pair { left { body { name(as: "L") } } right { body { name(as: "R") size } } } }',
      data: { pair: { left: { body: { name: 'L' } }, right: { body: { name: 'R', size: 3 } } } },
    },
    {
      title: 'and the same fields in one fetch',
      query: '{ pair { left { body { size } } right { body { size } } } }',
      data: { pair: { left: { body: { size: 3 } }, right: { body: { size: 3 } } } },
      calls: 3,
    },
  ],
} satisfies ConformanceCase;
