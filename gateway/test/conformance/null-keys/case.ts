import { among, type ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: {
        shelves: () => [{ book: { upc: '1' } }, null, { book: null }, { book: { upc: '2' } }, { book: { upc: '3' } }],
      },
    },
    b: {
      Book: {
        __resolveReference: among([
          { upc: '1', author: { id: 'x' } },
          { upc: '2', author: null },
          { upc: '3', author: { id: null } },
        ]),
      },
    },
    c: { Author: { __resolveReference: among([{ id: 'x', name: 'X' }]) } },
  },
  queries: [
    {
      title: 'nulls on the way are left alone, and so is what is known by a null key',
      query: '{ shelves { book { author { name } } } }',
      data: {
        shelves: [
          { book: { author: { name: 'X' } } },
          null,
          { book: null },
          { book: { author: null } },
          { book: { author: { name: null } } },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
