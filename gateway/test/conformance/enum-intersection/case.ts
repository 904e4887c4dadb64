import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: { Query: { list: (_: unknown, { kind }: { kind?: string }) => [{ id: kind ?? '-', level: 'LOCAL' }] } },
    b: {
      Query: {
        pick: (_: unknown, { kind }: { kind?: string }) => kind ?? null,
        rows: () => [{ id: '1', level: 'STATE' }],
      },
    },
  },
  queries: [
    {
      title: 'an input takes what every subgraph takes',
      query: 'query ($k: Kind) { list(kind: $k) { id } pick(kind: BIG) }',
      variables: { k: 'BIG' },
      data: { list: [{ id: 'BIG' }], pick: 'BIG' },
    },
    {
      title: 'and nothing else',
      query: '{ list(kind: SMALL) { id } }',
      data: null,
      errors: [{ code: 'OPERATION_INVALID' }],
    },
    {
      title: 'a variable outside of the intersection is refused without a suggestion',
      query: 'query ($k: Kind) { pick(kind: $k) }',
      variables: { k: 'BI' },
      data: null,
      errors: [
        {
          code: 'BAD_USER_INPUT',
          message: 'Variable "$k" got invalid value "BI"; Value "BI" does not exist in "Kind" enum.',
        },
      ],
    },
    {
      title: 'an output is what any subgraph gives',
      query: '{ rows { level } }',
      data: { rows: [{ level: 'STATE' }] },
    },
  ],
} satisfies ConformanceCase;
