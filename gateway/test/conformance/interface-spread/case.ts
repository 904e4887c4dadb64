import { among, type ConformanceCase } from '../../conformance-case.js';

const nodes = [
  { __typename: 'Town', id: 't', name: 'T' },
  { __typename: 'Plan', id: 'p', title: 'P' },
];

export default {
  resolvers: {
    a: {
      Query: {
        nodes: () => [...nodes, null],
        node: (_: unknown, { id }: { id: string }) => nodes.find((it) => it.id === id),
      },
    },
    b: {
      Town: { __resolveReference: among([{ id: 't', on: 'y' }]) },
      Plan: { __resolveReference: among([{ id: 'p', on: 'z', pages: 2 }]) },
    },
  },
  queries: [
    {
      title: 'an interface of one subgraph is a condition on objects of another',
      query: '{ nodes { id ... on Dated { on ... on Plan { pages } } } }',
      data: { nodes: [{ id: 't', on: 'y' }, { id: 'p', on: 'z', pages: 2 }, null] },
    },
    {
      title: 'a node is asked for by its id',
      query: '{ node(id: "p") { __typename ... on Plan { title on } } }',
      data: { node: { __typename: 'Plan', title: 'P', on: 'z' } },
    },
  ],
} satisfies ConformanceCase;
