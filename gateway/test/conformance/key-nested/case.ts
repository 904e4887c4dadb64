import { among, type ConformanceCase } from '../../conformance-case.js';

const ward = (number: number, code: string, id: string) => ({ number, town: { code, state: { id } } });

export default {
  resolvers: {
    a: { Query: { wards: () => [ward(1, 't', 'mex'), ward(1, 't', 'pue')] } },
    b: {
      Ward: {
        __resolveReference: among([
          { ...ward(1, 't', 'pue'), voters: 7 },
          { ...ward(1, 't', 'mex'), voters: 9 },
        ]),
      },
    },
  },
  queries: [
    {
      title: 'a key goes down into objects, whatever the client selects of them',
      query: '{ wards { voters town { state { id } } } }',
      data: {
        wards: [
          { voters: 9, town: { state: { id: 'mex' } } },
          { voters: 7, town: { state: { id: 'pue' } } },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
