import { among, type ConformanceCase } from '../../conformance-case.js';

const towns = [{ id: 't', code: 'c', num: 1, title: 'Town' }];

export default {
  resolvers: {
    a: {
      Query: { town: () => towns[0] },
      Town: {
        __resolveReference: among(towns),
        name: ({ title }: { title: string }, { upper }: { upper?: boolean }) => (upper ? title.toUpperCase() : title),
        note: () => {
          throw new Error('it is of another');
        },
        size: ({ rank, note }: { rank: number; note: string }) => `size of ${note}, ${rank}`,
      },
    },
    b: {
      Query: { first: () => ({ code: 'c', num: 1 }) },
      Town: {
        __resolveReference: (it: object) => it,
        rank: () => 3,
        note: ({ name }: { name?: string }) => `note of ${name}`,
      },
    },
  },
  queries: [
    {
      title: 'a field that requires another with arguments has its value',
      query: '{ first { rank note } }',
      data: { first: { rank: 3, note: 'note of TOWN' } },
    },
    {
      title: 'a field that requires such a field is sent its value',
      query: '{ first { id size } }',
      data: { first: { id: 't', size: 'size of note of TOWN, 3' } },
    },
  ],
} satisfies ConformanceCase;
