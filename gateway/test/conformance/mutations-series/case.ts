import { setTimeout } from 'node:timers/promises';
import type { ConformanceCase } from '../../conformance-case.js';

let total = 0;

export default {
  resolvers: {
    a: {
      Mutation: {
        push: async (_: unknown, { n }: { n: number }) => {
          await setTimeout(5);
          total += n;
          return { id: '1', seen: total };
        },
        fail: () => {
          throw new Error('refused');
        },
      },
    },
    b: {
      Mutation: {
        double: () => {
          total *= 2;
          return total;
        },
      },
      Log: {
        __resolveReference: async (it: object) => {
          await setTimeout(5);
          return { ...it, total };
        },
      },
    },
  },
  queries: [
    {
      title: 'root fields happen in the order of the document, each whole before the next',
      query:
        'mutation ($n: Int!) { first: push(n: $n) { seen total } double ...rest } fragment rest on Mutation { last: push(n: 1) { seen total } again: double }',
      variables: { n: 5 },
      data: { first: { seen: 5, total: 5 }, double: 10, last: { seen: 11, total: 11 }, again: 22 },
    },
    {
      title: 'one that fails does not stop those after it',
      query: 'mutation { fail { id } push(n: 3) { seen } }',
      data: { fail: null, push: { seen: 25 } },
      errors: [{ message: 'refused', path: ['fail'], code: 'SUBGRAPH_ERROR' }],
    },
  ],
} satisfies ConformanceCase;
