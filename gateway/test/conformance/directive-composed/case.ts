import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: { a: { Query: { n: () => 1 } }, b: { Query: { m: () => 2 } } },
  queries: [
    {
      title: 'a directive that subgraphs bring by @composeDirective is a client’s, with the types of its arguments',
      query: 'query ($of: Tone!) { n @tone(of: $of) m @tone }',
      variables: { of: 'HIGH' },
      data: { n: 1, m: 2 },
    },
    {
      title: 'its arguments are checked by the gateway',
      query: '{ n @tone(of: SHRILL) }',
      data: null,
      errors: [{ code: 'OPERATION_INVALID' }],
    },
  ],
} satisfies ConformanceCase;
