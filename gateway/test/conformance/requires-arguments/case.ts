import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: { town: () => ({ code: '1' }) },
      Town: {
        __resolveReference: (it: object) => it,
        area: (_: unknown, { unit }: { unit: string }) => (unit === 'HA' ? 500 : 5),
      },
    },
    b: {
      Town: {
        fields: ({ area }: { area: number }) => area / 100,
        blocks: ({ area }: { area: number }, { per }: { per: number }) => area * per,
      },
    },
  },
  queries: [
    {
      title: 'a required field has its own arguments, beside those of the client',
      query: 'query ($per: Int!) { town { area(unit: KM2) fields blocks(per: $per) ha: area(unit: HA) } }',
      variables: { per: 3 },
      data: { town: { area: 5, fields: 5, blocks: 15, ha: 500 } },
    },
    {
      title: 'an alias of the client that is the name of a required field keeps its own value',
      query: '{ town { area: code fields } }',
      data: { town: { area: '1', fields: 5 } },
    },
    {
      title: 'a field that is asked for with its defaults keeps them beside the same one as it is required',
      query: '{ town { area fields } }',
      data: { town: { area: 5, fields: 5 } },
    },
  ],
} satisfies ConformanceCase;
