import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: { Query: { bill: () => ({ id: '1', amount: 1, note: 'n' }) } },
    b: { Bill: { __resolveReference: () => ({ id: '1', amount: 2 }) } },
  },
  queries: [
    {
      title: 'an overridden field comes from its new owner',
      query: '{ bill { amount note } }',
      data: { bill: { amount: 2, note: 'n' } },
    },
  ],
} satisfies ConformanceCase;
