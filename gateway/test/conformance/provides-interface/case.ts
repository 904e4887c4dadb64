import { among, type ConformanceCase } from '../../conformance-case.js';

const notes = [
  { __typename: 'Memo', id: 'n1', text: 'M', age: 1 },
  { __typename: 'Mark', id: 'n2', text: 'K', age: 2 },
];
type Linked = { __typename: string; id: string; price: number; next: () => Linked };
const book = (id: string): Linked => ({ __typename: 'Book', id, price: Number(id), next: () => book(`${id}1`) });
const item = { __typename: 'Book', id: '1', notes };

export default {
  resolvers: {
    a: {
      Query: { item: () => item, book: () => item, first: () => book('1') },
      Book: { __resolveReference: ({ id }: { id: string }) => ({ ...book(id), notes }) },
    },
    b: { Query: { item: () => item } },
    c: {
      Book: { __resolveReference: ({ id }: { id: string }) => ({ ...book(id), notes }) },
      Memo: { __resolveReference: among(notes) },
      Mark: { __resolveReference: among(notes) },
    },
  },
  queries: [
    {
      title: 'what a path provides of an interface is of each implementation',
      query: '{ item { id notes { id text } } }',
      data: {
        item: {
          id: '1',
          notes: [
            { id: 'n1', text: 'M' },
            { id: 'n2', text: 'K' },
          ],
        },
      },
    },
    {
      title: 'what it does not provide is fetched by the keys of the implementations',
      query: '{ item { notes { text ... on Mark { age } } } }',
      data: { item: { notes: [{ text: 'M' }, { text: 'K', age: 2 }] } },
    },
    {
      title: 'of one implementation it provides a field, of the other it does not',
      query: '{ book { notes { ... on Memo { text } ... on Mark { text } } } }',
      data: { book: { notes: [{ text: 'M' }, { text: 'K' }] } },
    },
    {
      title: 'an interface may lead back to itself',
      query: '{ first { __typename next { __typename next { __typename } } ... on Book { id price next { price } } } }',
      data: {
        first: {
          __typename: 'Book',
          next: { __typename: 'Book', next: { __typename: 'Book' }, price: 11 },
          id: '1',
          price: 1,
        },
      },
    },
  ],
} satisfies ConformanceCase;
