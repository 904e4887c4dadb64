import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: { Query: { thing: () => ({ id: '1', name: 'A', code: 'c' }) } },
    b: {
      Query: { other: () => ({ upc: 'u', price: 3 }) },
      Thing: { __resolveReference: (it: object) => ({ ...it, upc: 'u', price: 2.5 }) },
    },
  },
  queries: [
    {
      title: 'a key of several external fields leads to what only another key has',
      query: '{ thing { id code price upc name } }',
      data: { thing: { id: '1', code: 'c', price: 2.5, upc: 'u', name: 'A' } },
    },
    { title: 'the other key alone', query: '{ other { upc price } }', data: { other: { upc: 'u', price: 3 } } },
  ],
} satisfies ConformanceCase;
