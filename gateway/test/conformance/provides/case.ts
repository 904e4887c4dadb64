import { among, type ConformanceCase } from '../../conformance-case.js';

const towns = [{ code: '1', name: 'from a', mayor: 'Ana' }];

export default {
  resolvers: {
    a: { Query: { featured: () => towns[0], latest: () => null }, Town: { __resolveReference: among(towns) } },
    b: { Query: { ranked: () => [{ place: 1, town: { code: '1', name: 'from b' } }] } },
  },
  queries: [
    {
      title: 'what a path provides is not asked of its owner',
      query: '{ ranked { town { name } } }',
      data: { ranked: [{ town: { name: 'from b' } }] },
      calls: 1,
    },
    {
      title: 'what it does not provide is',
      query: '{ ranked { town { mayor } } featured { name } latest { name } }',
      data: { ranked: [{ town: { mayor: 'Ana' } }], featured: { name: 'from a' }, latest: null },
    },
  ],
} satisfies ConformanceCase;
