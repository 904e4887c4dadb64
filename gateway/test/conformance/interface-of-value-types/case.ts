import type { ConformanceCase } from '../../conformance-case.js';

const info = { x: 1, y: 2, more: { z: 3 } };

export default {
  resolvers: {
    a: {
      Query: {
        things: () => [
          { __typename: 'Car', id: '1', info: { x: 1 } },
          null,
          { __typename: 'Cart', code: 'c', info: null },
        ],
      },
    },
    b: {
      Car: { __resolveReference: ({ id }: { id: string }) => ({ id, info }) },
      Cart: { __resolveReference: ({ code }: { code: string }) => ({ code, info: null }) },
    },
  },
  queries: [
    {
      title: 'a field below an interface is reached by the keys of its implementations',
      query: '{ things { info { x y } } }',
      data: { things: [{ info: { x: 1, y: 2 } }, null, { info: null }] },
    },
    {
      title: 'so is one at a type condition',
      query: '{ things { ... on Car { info { y } } } }',
      data: { things: [{ info: { y: 2 } }, null, {}] },
    },
    {
      title: 'and one two objects below',
      query: '{ things { __typename info { more { z } x } } }',
      data: {
        things: [{ __typename: 'Car', info: { more: { z: 3 }, x: 1 } }, null, { __typename: 'Cart', info: null }],
      },
    },
  ],
} satisfies ConformanceCase;
