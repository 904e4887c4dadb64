import { among, type ConformanceCase } from '../../conformance-case.js';

const media = [
  { __typename: 'Book', id: 'b', title: 'B' },
  { __typename: 'Film', id: 'f', title: 'F' },
];

function stars({ id }: { id: string }): number {
  if (id === 'f') throw new Error('nobody has seen it');
  return 5;
}

export default {
  resolvers: {
    a: { Query: { medium: () => media[1] }, Medium: { __resolveReference: among(media) } },
    b: {
      Query: { reviewed: () => [{ id: 'b' }, { id: 'f' }] },
      Medium: { __resolveReference: (it: object) => it, stars },
    },
  },
  queries: [
    {
      title: 'what one implementation is asked for is not asked of another that stands elsewhere in the operation',
      query: '{ medium { ... on Film { title } } reviewed { id ... on Book { stars title } } }',
      data: { medium: { title: 'F' }, reviewed: [{ id: 'b', stars: 5, title: 'B' }, { id: 'f' }] },
    },
    {
      title: 'nor of another that stands at the same place and is asked for something else',
      query: '{ reviewed { id ... on Book { stars } ... on Film { title } } }',
      data: {
        reviewed: [
          { id: 'b', stars: 5 },
          { id: 'f', title: 'F' },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
