import { among, type ConformanceCase } from '../../conformance-case.js';

const fail = (): never => {
  throw new Error('nobody knows');
};

export default {
  resolvers: {
    a: {
      Medium: {
        __resolveReference: among([
          { __typename: 'Book', id: 'b' },
          { __typename: 'Film', id: 'f' },
        ]),
      },
      Book: { pages: fail, title: fail },
      Film: { minutes: fail },
    },
    b: { Query: { reviewed: () => ['b', 'f'].map((id) => ({ id, stars: 5 })) } },
  },
  queries: [
    {
      title: 'an object is null whose type is not known since a field of it failed that is never null',
      query: '{ reviewed { stars ... on Book { pages } ... on Film { minutes } } }',
      data: { reviewed: [null, { stars: 5, minutes: null }] },
      errors: [
        { message: 'nobody knows', path: ['reviewed', 0, 'pages'] },
        { message: 'nobody knows', path: ['reviewed', 1, 'minutes'] },
      ],
    },
    {
      title: 'where it may be null, the object stays',
      query: '{ reviewed { stars ... on Book { title } } }',
      data: { reviewed: [{ stars: 5, title: null }, { stars: 5 }] },
      errors: [{ message: 'nobody knows', path: ['reviewed', 0, 'title'] }],
    },
  ],
} satisfies ConformanceCase;
