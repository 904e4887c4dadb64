import { among, type ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: {
        sessions: () => [
          { board: 'x', number: 1 },
          { board: 'y', number: 1 },
          { board: 'x', number: 2 },
        ],
      },
    },
    b: {
      Session: {
        __resolveReference: among([
          { board: 'x', number: 1, quorum: true },
          { board: 'y', number: 1, quorum: false },
        ]),
      },
    },
  },
  queries: [
    {
      title: 'every field of a compound key counts',
      query: '{ sessions { quorum } }',
      data: { sessions: [{ quorum: true }, { quorum: false }, { quorum: null }] },
    },
  ],
} satisfies ConformanceCase;
