import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: { a: { Query: { n: () => 1 } }, b: { Query: { m: () => 2 } } },
  queries: [
    {
      title: 'a directive that every subgraph knows is part of the API',
      query: 'query ($by: Int) { n @scaled m @scaled(by: $by) }',
      variables: { by: 2 },
      data: { n: 1, m: 2 },
    },
  ],
} satisfies ConformanceCase;
