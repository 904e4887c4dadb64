import type { ConformanceCase } from '../../conformance-case.js';

type Named = { id: string };

const node = (_: unknown, { id }: Named) => ({
  __typename: id.startsWith('a') ? 'Account' : 'Chat',
  ...own({ id }),
});
const own = ({ id }: Named) => ({
  id,
  name: `N${id}`,
  text: `T${id}`,
  account: { id: 'a1', name: 'Na1' },
  chats: [{ id: 'c1', text: 'Tc1' }],
});

export default {
  resolvers: {
    a: { Query: { node, account: node }, Account: { __resolveReference: own }, Chat: { __resolveReference: own } },
    b: { Query: { node, chat: node }, Account: { __resolveReference: own }, Chat: { __resolveReference: own } },
  },
  queries: [
    {
      title: 'a node of two subgraphs has the fields of both',
      query:
        '{ a: node(id: "a1") { id ... on Account { name chats { text account { name } } } } c: node(id: "c1") { ... on Chat { text account { chats { id } } } } }',
      data: {
        a: { id: 'a1', name: 'Na1', chats: [{ text: 'Tc1', account: { name: 'Na1' } }] },
        c: { text: 'Tc1', account: { chats: [{ id: 'c1' }] } },
      },
    },
    {
      title: 'a type condition that it does not fulfil has no fields',
      query: '{ a: node(id: "a1") { ... on Chat { id } } c: node(id: "c1") { __typename ... on Account { id } } }',
      data: { a: {}, c: { __typename: 'Chat' } },
    },
    {
      title: 'from each type to the other and back',
      query:
        '{ chat(id: "c1") { id text account { name chats { id } } } account(id: "a1") { chats { account { id } } } }',
      data: {
        chat: { id: 'c1', text: 'Tc1', account: { name: 'Na1', chats: [{ id: 'c1' }] } },
        account: { chats: [{ account: { id: 'a1' } }] },
      },
    },
  ],
} satisfies ConformanceCase;
