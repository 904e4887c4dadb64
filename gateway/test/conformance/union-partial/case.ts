import type { ConformanceCase } from '../../conformance-case.js';

const inA = [
  { __typename: 'Common', label: 'L' },
  { __typename: 'OnlyA', a: 'A' },
];
const inB = [
  { __typename: 'Common', label: 'L' },
  { __typename: 'OnlyB', b: 'B' },
];
const book = { __typename: 'Book', id: '1', title: 'T', fromA: 'a', fromB: 'b' };

export default {
  resolvers: {
    a: {
      Query: {
        rootA: () => ({ id: '1', wrap: { acts: inA } }),
        shared: () => ({ id: '1', wrap: { acts: [inA[0]] } }),
        reply: () => ({
          message: 'M',
          steps: [
            { __typename: 'Alpha', id: '1' },
            { __typename: 'Beta', id: '2', name: 'N' },
          ],
        }),
        media: () => book,
      },
      Container: { __resolveReference: () => ({ id: '1', wrap: { acts: inA } }) },
      Book: { __resolveReference: () => book },
    },
    b: {
      Query: {
        rootB: () => ({ id: '1', wrap: { acts: inB }, other: { acts: inB } }),
        shared: () => ({ id: '1', wrap: { acts: [inB[0]] } }),
        media: () => book,
      },
      Container: { __resolveReference: () => ({ id: '1', wrap: { acts: inB }, other: { acts: inB } }) },
      Book: { __resolveReference: () => book },
    },
  },
  queries: [
    {
      title: 'a union has the members of the subgraph that is on the path',
      query: '{ rootA { wrap { acts { __typename ... on Common { label } } } } }',
      data: { rootA: { wrap: { acts: [{ __typename: 'Common', label: 'L' }, { __typename: 'OnlyA' }] } } },
    },
    {
      title: 'in another subgraph the members of that',
      query:
        '{ rootB { wrap { acts { __typename } } } rootA { other { acts { ... on OnlyB { b } ... on Common { label } } } } }',
      data: {
        rootB: { wrap: { acts: [{ __typename: 'Common' }, { __typename: 'OnlyB' }] } },
        rootA: { other: { acts: [{ label: 'L' }, { b: 'B' }] } },
      },
    },
    {
      title: 'a subgraph that has fewer members takes none away',
      query: '{ reply { message steps { __typename ... on Alpha { id } ... on Beta { id name } } } }',
      data: {
        reply: {
          message: 'M',
          steps: [
            { __typename: 'Alpha', id: '1' },
            { __typename: 'Beta', id: '2', name: 'N' },
          ],
        },
      },
    },
    {
      title: 'what all subgraphs of a shared field have is there, whatever else is requested',
      query:
        '{ media { __typename ... on Book { title fromA fromB } ... on Song { title } ... on Film { title } } shared { wrap { acts { ... on Common { label } } } } }',
      data: {
        media: { __typename: 'Book', title: 'T', fromA: 'a', fromB: 'b' },
        shared: { wrap: { acts: [{ label: 'L' }] } },
      },
    },
    {
      title: 'a member that the object is not has no fields',
      query: '{ media { ... on Film { title } } }',
      data: { media: {} },
    },
  ],
} satisfies ConformanceCase;
