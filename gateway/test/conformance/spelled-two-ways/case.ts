import { among, type ConformanceCase } from '../../conformance-case.js';

const book = { __typename: 'Book', id: '1', title: 'Rayuela' };
const rated = { id: '1', stars: 4 };

export default {
  resolvers: {
    a: { Query: { rated: () => rated }, Medium: { __resolveReference: () => rated } },
    b: { Query: { medium: () => book }, Medium: { __resolveReference: among([book]) } },
  },
  queries: [
    {
      title: 'an alias that says the name of its field again is none',
      query: '{ rated { id: id ... on Book { id stars title: title } title } }',
      data: { rated: { id: '1', stars: 4, title: 'Rayuela' } },
    },
    {
      title: 'equal arguments in another order are one set',
      query: `{
        medium(pages: 1, size: { width: 2, height: 3 }) { id }
        medium(size: { height: 3, width: 2 }, pages: 1) { title }
      }`,
      data: { medium: { id: '1', title: 'Rayuela' } },
    },
  ],
} satisfies ConformanceCase;
