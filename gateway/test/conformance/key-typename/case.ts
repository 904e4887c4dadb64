import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: {
        hall: () => ({ street: 'S' }),
        pair: () => ({ id: '1' }),
        desks: () => [{ in: { floor: 1 } }, { in: { floor: 2 } }],
      },
      Hall: { __resolveReference: () => ({ street: 'S' }) },
    },
    b: {
      Hall: { __resolveReference: () => ({ queue: 7 }) },
      Pair: { __resolveReference: ({ id }: { id: string }) => ({ id, v: 8 }) },
      Desk: {
        __resolveReference: (it: { in: { __typename: string; floor: number } }) => ({
          ...it,
          clerk: `${it.in.__typename} ${it.in.floor}`,
        }),
      },
    },
  },
  queries: [
    {
      title: 'an entity of which there is one is known by its type',
      query: '{ hall { queue } }',
      data: { hall: { queue: 7 } },
    },
    {
      title: 'the client may request the key as well',
      query: '{ hall { street queue __typename kind: __typename } }',
      data: { hall: { street: 'S', queue: 7, __typename: 'Hall', kind: 'Hall' } },
    },
    { title: 'the type may be a part of a key', query: '{ pair { v } }', data: { pair: { v: 8 } } },
    {
      title: 'also of an object in a key',
      query: '{ desks { clerk } }',
      data: { desks: [{ clerk: 'Floor 1' }, { clerk: 'Floor 2' }] },
    },
  ],
} satisfies ConformanceCase;
