import type { ConformanceCase } from '../../conformance-case.js';

const video = ({ id }: { id: string }) => ({ __typename: 'Video', id, title: `T${id}`, seconds: 100 });

export default {
  resolvers: {
    media: {
      Query: { medium: () => video({ id: '1' }) },
      Medium: { __resolveReference: video },
      Video: { __resolveReference: video },
    },
    lists: { Query: { list: () => ({ id: 'l', medium: { id: '2', rank: 7 } }) } },
    more: { Video: { __resolveReference: (it: object) => ({ ...it, author: 'Ana' }) } },
    ranks: { Medium: { __resolveReference: (it: object) => ({ ...it, rank: 7, stars: 5 }) } },
  },
  queries: [
    {
      title: 'an implementation is extended beside the interface object',
      query: '{ medium { id title stars ... on Video { seconds author } ... on Text { words } } }',
      data: { medium: { id: '1', title: 'T1', stars: 5, seconds: 100, author: 'Ana' } },
    },
    {
      title: 'from an interface object to its runtime type, and on to who extends that',
      query: '{ list { medium { id rank stars ... on Video { seconds author } } } }',
      data: { list: { medium: { id: '2', rank: 7, stars: 5, seconds: 100, author: 'Ana' } } },
    },
  ],
} satisfies ConformanceCase;
