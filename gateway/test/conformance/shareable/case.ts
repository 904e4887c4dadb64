import type { ConformanceCase } from '../../conformance-case.js';

const money = { amount: 3, currency: 'MXN' };

export default {
  resolvers: {
    a: { Query: { now: () => money, fromA: () => money } },
    b: { Query: { now: () => money, fromB: () => ({ amount: 4 }) } },
  },
  queries: [
    {
      title: 'a shared root field is asked once, where it answers all',
      query: '{ now { amount currency } }',
      data: { now: { amount: 3, currency: 'MXN' } },
      calls: 1,
    },
    {
      title: 'a shared value type comes from whoever gives its parent',
      query: '{ fromA { amount } fromB { amount currency } }',
      data: { fromA: { amount: 3 }, fromB: { amount: 4, currency: null } },
    },
  ],
} satisfies ConformanceCase;
