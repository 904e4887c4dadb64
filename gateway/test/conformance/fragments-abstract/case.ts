import { among, type ConformanceCase } from '../../conformance-case.js';

const note: Record<string, unknown> = { __typename: 'Note', id: 'n', title: 'T' };
const photo = { __typename: 'Photo', id: 'p', width: 8, kin: [note] };
note.kin = [photo, null];

export default {
  resolvers: {
    a: { Query: { feed: () => [note, photo] } },
    b: {
      Note: { __resolveReference: among([{ id: 'n', votes: 1 }]) },
      Photo: { __resolveReference: among([{ id: 'p', votes: 2 }]) },
    },
  },
  queries: [
    {
      title: 'fragments within fragments on interfaces and unions meet in one object',
      query: `{ feed { ...f ... on Any { ... on Titled { title } ... on Voted { votes } } } }
        fragment f on Item { id ... on Photo { width kin { ...g } } ... on Note { kin { id ... on Voted { votes } } } }
        fragment g on Item { __typename ... on Note { title } }`,
      data: {
        feed: [
          { id: 'n', kin: [{ id: 'p', votes: 2 }, null], title: 'T', votes: 1 },
          { id: 'p', width: 8, kin: [{ __typename: 'Note', title: 'T' }], votes: 2 },
        ],
      },
    },
    {
      title: 'a selection is one with the same selection in a fragment',
      query: '{ feed { kin { id } ... on Note { kin { ... on Photo { width } } } } }',
      data: { feed: [{ kin: [{ id: 'p', width: 8 }, null] }, { kin: [{ id: 'n' }] }] },
    },
  ],
} satisfies ConformanceCase;
