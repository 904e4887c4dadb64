import { among, type ConformanceCase } from '../../conformance-case.js';

const beings = [
  { __typename: 'Dog', id: 'd', name: 'Rex', age: 3 },
  { __typename: 'Cat', id: 'c', name: 'Mía', age: 6 },
];
const medium = { __typename: 'Book', id: 'b', beings };

export default {
  resolvers: {
    a: { Query: { medium: () => medium, book: () => medium } },
    b: { Query: { medium: () => medium } },
    c: {
      Book: { __resolveReference: among([medium]) },
      Dog: { __resolveReference: among(beings) },
      Cat: { __resolveReference: among(beings) },
    },
  },
  queries: [
    {
      title: 'a place that is selected twice, each time with fields of another subgraph, is one place',
      query: `{
        medium { beings { ... on Being { name } ... on Cat { age } } }
        ...Rest
      }
      fragment Rest on Query { medium { beings { ... on Dog { __typename years: age } } id } }`,
      data: {
        medium: {
          beings: [
            { name: 'Rex', __typename: 'Dog', years: 3 },
            { name: 'Mía', age: 6 },
          ],
          id: 'b',
        },
      },
    },
  ],
} satisfies ConformanceCase;
