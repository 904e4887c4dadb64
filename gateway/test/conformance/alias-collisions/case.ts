import { among, type ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: {
    a: {
      Query: {
        hits: () => [
          { __typename: 'Town', id: '1', name: 'N' },
          { __typename: 'Plan', id: '1', title: 'T' },
        ],
        town: () => ({ id: '1', name: 'N' }),
      },
    },
    b: {
      Town: {
        __resolveReference: (it: object) => it,
        value: (_: unknown, { of = '' }: { of?: string }) => {
          if (of === 'fail') throw new Error('no value');
          return of.length;
        },
      },
      Plan: { __resolveReference: among([{ id: '1', value: 1.5, parts: ['x'] }]) },
    },
  },
  queries: [
    {
      title: 'one alias is another field on another type',
      query: '{ hits { ... on Town { label: name } ... on Plan { label: title } } }',
      data: { hits: [{ label: 'N' }, { label: 'T' }] },
    },
    {
      title: 'fields of one name and different nullability in different types',
      query: '{ hits { ... on Town { n: name v: value(of: "four") } ... on Plan { x: value parts } } }',
      data: {
        hits: [
          { n: 'N', v: 4 },
          { x: 1.5, parts: ['x'] },
        ],
      },
    },
    {
      title: 'one field twice under two aliases',
      query: '{ town { a: value(of: "a") b: value(of: "bb") value } }',
      data: { town: { a: 1, b: 2, value: 0 } },
    },
    {
      title: 'an alias may be the name of the key',
      query: '{ town { id: name value(of: "abc") } }',
      data: { town: { id: 'N', value: 3 } },
    },
    {
      title: 'an alias may be the name of another field',
      query: '{ town { name: value(of: "ab") value: name } }',
      data: { town: { name: 2, value: 'N' } },
    },
    {
      title: 'an entity at two aliases with different fields below',
      query: '{ x: town { value(of: "x") } y: town { value(of: "yy") name } }',
      data: { x: { value: 1 }, y: { value: 2, name: 'N' } },
    },
    {
      title: 'a key that is fetched beside keeps its own value where a client calls another field so',
      query:
        '{ hits { ... on Town { id: name v: value(of: "four") } ... on Plan { id: title parts } } town { id: value(of: "x") name } }',
      data: {
        hits: [
          { id: 'N', v: 4 },
          { id: 'T', parts: ['x'] },
        ],
        town: { id: 1, name: 'N' },
      },
    },
    {
      title: 'the error of a field with the alias of a key is at the alias',
      query: '{ town { id: value(of: "fail") } }',
      data: { town: { id: null } },
      errors: [{ message: 'no value', path: ['town', 'id'] }],
    },
  ],
} satisfies ConformanceCase;
