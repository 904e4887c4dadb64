import type { ConformanceCase } from '../../conformance-case.js';

const post = (id: string) => ({ id });
const user = { id: '1', currency: 'MXN', post: post('p'), posts: [post('p'), post('q')] };

export default {
  resolvers: {
    a: {
      Query: {
        user: () => user,
        guests: () => [
          { currency: 'USD', post: post('p') },
          { currency: 'EUR', post: post('p') },
        ],
      },
      User: { __resolveReference: () => user },
      Post: {
        __resolveReference: (it: object) => it,
        price: ({ id }: { id: string }, { currency, sign }: { currency: string; sign: boolean }) =>
          `${sign ? '$' : ''}${id} ${currency}`,
      },
    },
    b: {
      Query: { top: () => ({ id: '1', latest: { id: 'z', title: 'Tz' } }) },
      User: { __resolveReference: (it: object) => ({ ...it, latest: { id: 'z', title: 'Tz' } }) },
      Post: { __resolveReference: ({ id }: { id: string }) => ({ id, title: `T${id}` }) },
    },
  },
  queries: [
    {
      title: 'an argument is filled from an object above the field',
      query: '{ user { post { price } } }',
      data: { user: { post: { price: 'p MXN' } } },
    },
    {
      title: 'the client may give the other arguments',
      query: '{ user { post { price(sign: true) plain: price title } } }',
      data: { user: { post: { price: '$p MXN', plain: 'p MXN', title: 'Tp' } } },
    },
    {
      title: 'one entity below two objects has the value of each',
      query: '{ guests { post { price } } user { posts { price } } }',
      data: {
        guests: [{ post: { price: 'p USD' } }, { post: { price: 'p EUR' } }],
        user: { posts: [{ price: 'p MXN' }, { price: 'q MXN' }] },
      },
    },
    {
      title: 'an object that another subgraph leads to has it as well',
      query: '{ top { latest { title price } } }',
      data: { top: { latest: { title: 'Tz', price: 'z MXN' } } },
    },
    {
      title: 'other fields of the entity need no context',
      query: '{ user { post { title } } }',
      data: { user: { post: { title: 'Tp' } } },
    },
    {
      title: 'the argument is not a part of the API',
      query: '{ user { post { price(currency: "USD") } } }',
      data: null,
      errors: [{ code: 'OPERATION_INVALID' }],
    },
  ],
} satisfies ConformanceCase;
