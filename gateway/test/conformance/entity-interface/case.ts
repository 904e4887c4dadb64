import { among, type ConformanceCase } from '../../conformance-case.js';

const records = [
  { __typename: 'Act', id: 'a', signed: true },
  { __typename: 'Minute', id: 'm', pages: 2 },
];

export default {
  resolvers: {
    a: {
      Query: { records: () => records },
      Record: { __resolveReference: among(records) },
      Act: { __resolveReference: among(records) },
      Minute: { __resolveReference: among(records) },
    },
    b: {
      Act: { __resolveReference: among([{ id: 'a', seal: 'SA' }]) },
      Minute: { __resolveReference: among([{ id: 'm', seal: 'SM' }]) },
    },
    c: {
      Query: { shelf: () => ({ first: { id: 'm', shelfmark: '2' } }) },
      Record: {
        __resolveReference: among([
          { id: 'a', shelfmark: '1' },
          { id: 'm', shelfmark: '2' },
        ]),
      },
    },
  },
  queries: [
    {
      title: 'each implementation is asked of its own subgraphs',
      query: '{ records { shelfmark ... on Act { seal signed } ... on Minute { seal } } }',
      data: {
        records: [
          { shelfmark: '1', seal: 'SA', signed: true },
          { shelfmark: '2', seal: 'SM' },
        ],
      },
    },
    {
      title: 'from the interface object through the interface to an implementation',
      query: '{ shelf { first { shelfmark ... on Minute { pages seal } ... on Act { seal } } } }',
      data: { shelf: { first: { shelfmark: '2', pages: 2, seal: 'SM' } } },
    },
  ],
} satisfies ConformanceCase;
