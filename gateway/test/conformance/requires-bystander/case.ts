import { among, type ConformanceCase } from '../../conformance-case.js';

const keys = { id: '1', code: 'c', ref: { a: '1', b: 2 } };
const plan = { ...keys, stage: 'DRAFT', title: 'Agua', cost: 5 };

export default {
  resolvers: {
    a: {
      Query: { plan: () => plan },
      Town: {
        __resolveReference: (it: object) => ({ ...keys, ...it }),
        rank: ({ size }: { size: number }) => `of ${size}`,
      },
      Act: {
        __resolveReference: (it: object) => ({ ...keys, ...it }),
        about: ({ note }: { note: string }) => (note === 'n' ? plan : null),
      },
      Plan: { __resolveReference: among([plan]) },
    },
    b: {
      Query: { plan: () => plan, town: () => ({ ref: keys.ref, size: 3 }), act: () => ({ ref: keys.ref, note: 'n' }) },
      Plan: { __resolveReference: among([plan]) },
    },
    c: { Plan: { __resolveReference: among([plan]) } },
  },
  queries: [
    {
      title: 'an entity beside some that require fields is planned as fast as without them',
      query: '{ plan { stage title cost } }',
      data: { plan: { stage: 'DRAFT', title: 'Agua', cost: 5 } },
    },
    {
      title: 'what requires a field leads to it',
      query: '{ town { rank } act { about { stage title cost } } }',
      data: { town: { rank: 'of 3' }, act: { about: { stage: 'DRAFT', title: 'Agua', cost: 5 } } },
    },
  ],
} satisfies ConformanceCase;
