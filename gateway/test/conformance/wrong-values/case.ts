import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: {
        row: () => ({
          int: 1,
          float: 1.5,
          flag: false,
          text: '',
          id: 7,
          list: [],
          any: { constructor: 1, deep: [null] },
        }),
      },
    },
  },
  queries: [
    {
      title: 'a custom scalar passes as it is',
      query: '{ row { any int float flag text id list object { int } } }',
      data: {
        row: {
          any: { constructor: 1, deep: [null] },
          int: 1,
          float: 1.5,
          flag: false,
          text: '',
          id: '7',
          list: [],
          object: null,
        },
      },
    },
  ],
} satisfies ConformanceCase;
