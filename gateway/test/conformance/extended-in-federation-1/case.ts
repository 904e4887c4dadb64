import type { ConformanceCase } from '../../conformance-case.js';

const user = ({ id }: { id: string }) => ({ id, name: `own ${id}`, nickname: `N${id}` });

export default {
  resolvers: {
    a: {
      Query: { any: () => ({ id: '1', rid: 'r1' }), provided: () => ({ id: '1', rid: 'r1', name: 'given' }) },
      User: { __resolveReference: ({ id }: { id: string }) => ({ id, rid: `r${id}` }) },
    },
    b: { Query: { user: (_: unknown, it: { id: string }) => user(it) }, User: { __resolveReference: user } },
  },
  queries: [
    {
      title: 'extend type of Federation 1: its external key is known, its other external fields are of their owner',
      query: '{ any { id rid name } user(id: "2") { id rid name nickname } }',
      data: { any: { id: '1', rid: 'r1', name: 'own 1' }, user: { id: '2', rid: 'r2', name: 'own 2', nickname: 'N2' } },
    },
    {
      title: 'the key alone needs no other subgraph',
      query: '{ any { id rid } }',
      data: { any: { id: '1', rid: 'r1' } },
      calls: 1,
    },
    {
      title: 'what a path provides is not requested of the owner',
      query: '{ provided { id rid name } }',
      data: { provided: { id: '1', rid: 'r1', name: 'given' } },
      calls: 1,
    },
  ],
} satisfies ConformanceCase;
