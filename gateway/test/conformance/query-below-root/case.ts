import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: {
        who: () => 'me',
        node: (_: unknown, { id }: { id: string }) => ({ id, n: 5, query: {} }),
        self: () => ({}),
        maybe: () => null,
      },
      Item: { __resolveReference: (it: object) => it },
    },
    b: {
      Query: {
        b: () => 3,
        count: (_: unknown, { of }: { of: number }) => of,
        list: () => [
          { id: 1, query: {} },
          { id: 2, query: {} },
        ],
      },
      Mutation: { go: () => ({ ok: true, query: {} }) },
    },
  },
  queries: [
    {
      title: 'the type Query below the root has the fields of its subgraph',
      query: '{ self { who } }',
      data: { self: { who: 'me' } },
    },
    { title: 'and those of others', query: '{ self { b } }', data: { self: { b: 3 } } },
    {
      title: 'at any depth',
      query: '{ self { self { b who } } node(id: "1") { n query { b who } } }',
      data: { self: { self: { b: 3, who: 'me' } }, node: { n: 5, query: { b: 3, who: 'me' } } },
    },
    {
      title: 'in lists',
      query: '{ list { id query { who b } } }',
      data: {
        list: [
          { id: 1, query: { who: 'me', b: 3 } },
          { id: 2, query: { who: 'me', b: 3 } },
        ],
      },
    },
    {
      title: 'with entities below, which other subgraphs may complete',
      query: '{ list { query { node(id: "7") { id n query { b } } } } }',
      data: { list: [1, 2].map(() => ({ query: { node: { id: '7', n: 5, query: { b: 3 } } } })) },
    },
    {
      title: 'with arguments, variables and aliases of its own',
      query: 'query ($n: Int!) { b self { b: count(of: $n) c: count d: who } }',
      variables: { n: 4 },
      data: { b: 3, self: { b: 4, c: 1, d: 'me' } },
    },
    { title: 'a null has none', query: '{ maybe { b who } }', data: { maybe: null } },
    {
      title: 'after a mutation',
      query: 'mutation { go { ok query { b who } } }',
      data: { go: { ok: true, query: { b: 3, who: 'me' } } },
    },
    {
      title: 'introspection is a part of it',
      query: '{ list { query { __typename __type(name: "Item") { name } __schema { queryType { name } } } } }',
      data: {
        list: [1, 2].map(() => ({
          query: { __typename: 'Query', __type: { name: 'Item' }, __schema: { queryType: { name: 'Query' } } },
        })),
      },
    },
  ],
} satisfies ConformanceCase;
