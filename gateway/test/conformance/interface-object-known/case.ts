import { among, type ConformanceCase } from '../../conformance-case.js';

const media = [
  { __typename: 'Book', id: 'b', pages: 10, lent: true },
  { __typename: 'Film', id: 'f', minutes: 90 },
];
const places = [
  { id: 'b', place: 'A1' },
  { id: 'f', place: 'B2' },
];

export default {
  resolvers: {
    a: {
      Medium: { __resolveReference: among(media) },
      Book: { __resolveReference: among(media) },
      Film: { __resolveReference: among(media) },
    },
    b: { Query: { shelf: () => places }, Medium: { __resolveReference: among(places) } },
    c: {
      Medium: {
        __resolveReference: among([
          { id: 'b', lent: true },
          { id: 'f', lent: false },
        ]),
      },
    },
  },
  queries: [
    {
      title: 'a runtime type that is known stays, whatever interface objects call themselves afterwards',
      query: '{ shelf { place ... on Film { minutes lent } } }',
      data: { shelf: [{ place: 'A1' }, { place: 'B2', minutes: 90, lent: false }] },
    },
    {
      title: 'also where nothing but the interface object’s own is selected of it',
      query: '{ shelf { ... on Film { lent } ... on Book { pages } } }',
      data: { shelf: [{ pages: 10 }, { lent: false }] },
    },
    {
      title: 'what fragments on several implementations select of an interface object comes for each of them',
      query: '{ shelf { ... on Film { place } ... on Book { p: place id } } }',
      data: { shelf: [{ p: 'A1', id: 'b' }, { place: 'B2' }] },
    },
    {
      title: 'a fragment on one implementation asks for no other',
      query: '{ shelf { ... on Film { place } } }',
      data: { shelf: [{}, { place: 'B2' }] },
    },
  ],
} satisfies ConformanceCase;
