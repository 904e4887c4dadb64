import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    parts: {
      Query: {
        towns: () => [
          {
            id: '1',
            wards: [
              { id: 'w1', name: 'W1', blocks: [{ id: 'w2', name: 'W2' }] },
              { id: 'w3', name: 'W3', blocks: [] },
            ],
          },
        ],
      },
    },
    rest: {
      Town: { __resolveReference: (it: object) => ({ ...it, wards: [{ id: 'w1' }, { id: 'w3' }] }) },
      Ward: {
        __resolveReference: (it: object) => it,
        blocks: ({ id }: { id: string }) => (id === 'w1' ? [{ id: 'w2' }] : []),
        size: () => 4,
      },
    },
  },
  queries: [
    {
      title: 'lists within lists are provided with their names',
      query: '{ towns { id wards { id name blocks { id name } } } }',
      data: {
        towns: [
          {
            id: '1',
            wards: [
              { id: 'w1', name: 'W1', blocks: [{ id: 'w2', name: 'W2' }] },
              { id: 'w3', name: 'W3', blocks: [] },
            ],
          },
        ],
      },
      calls: 1,
    },
    {
      title: 'what is provided is completed by its key',
      query: '{ towns { wards { name size blocks { size } } } }',
      data: {
        towns: [
          {
            wards: [
              { name: 'W1', size: 4, blocks: [{ size: 4 }] },
              { name: 'W3', size: 4, blocks: [] },
            ],
          },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
