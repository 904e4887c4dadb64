import { among, type ConformanceCase } from '../../conformance-case.js';

const media = [
  { __typename: 'Book', id: 'b', title: 'B', pages: 10 },
  { __typename: 'Film', id: 'f', title: 'F', minutes: 90 },
];

export default {
  resolvers: {
    a: {
      Query: { medium: () => media[0], media: () => media },
      Medium: { __resolveReference: among(media) },
      Book: { __resolveReference: among(media) },
      Film: { __resolveReference: among(media) },
    },
    b: {
      Query: {
        reviewed: () => [
          { id: 'f', stars: 4 },
          { id: 'b', stars: 5 },
        ],
      },
      Medium: {
        __resolveReference: among([
          { id: 'b', stars: 5 },
          { id: 'f', stars: 4 },
        ]),
        headline: ({ title }: { title: string }) => `* ${title}`,
      },
    },
  },
  queries: [
    {
      title: 'a field of the interface object is on every implementation',
      query: '{ media { __typename id stars ... on Book { pages headline } } medium { stars } }',
      data: {
        media: [
          { __typename: 'Book', id: 'b', stars: 5, pages: 10, headline: '* B' },
          { __typename: 'Film', id: 'f', stars: 4 },
        ],
        medium: { stars: 5 },
      },
    },
    {
      title: 'an interface object answers alone what it has',
      query: '{ reviewed { id stars } }',
      data: {
        reviewed: [
          { id: 'f', stars: 4 },
          { id: 'b', stars: 5 },
        ],
      },
      calls: 1,
    },
    {
      title: 'the runtime type of an interface object comes from who knows it',
      query: '{ reviewed { __typename stars title ... on Film { minutes } } }',
      data: {
        reviewed: [
          { __typename: 'Film', stars: 4, title: 'F', minutes: 90 },
          { __typename: 'Book', stars: 5, title: 'B' },
        ],
      },
    },
    {
      title: 'an interface object requires a field of the interface',
      query: '{ reviewed { headline } }',
      data: { reviewed: [{ headline: '* F' }, { headline: '* B' }] },
    },
  ],
} satisfies ConformanceCase;
