import { among, type ConformanceCase } from '../../conformance-case.js';

const towns = [
  { code: '1', body: { id: 'x' } },
  { code: '2', body: { id: 'y' } },
];
const message = 'Cannot return null for non-nullable field Town.name.';
const code = 'NULL_IN_NON_NULL';

export default {
  resolvers: {
    a: { Query: { towns: () => towns, town: () => towns[1], loose: () => towns } },
    b: {
      Town: { __resolveReference: among([{ code: '1', name: 'N' }]) },
      Body: { __resolveReference: among([{ id: 'x', head: 'H', ranks: [1] }]) },
    },
  },
  queries: [
    {
      title: 'up to the item of a list that may hold nulls',
      query: '{ loose { called: name } }',
      data: { loose: [{ called: 'N' }, null] },
      errors: [{ message, code, path: ['loose', 1, 'called'] }],
    },
    {
      title: 'up to the list whose items may not be null',
      query: '{ all: towns { name } }',
      data: { all: null },
      errors: [{ message, code, path: ['all', 1, 'name'] }],
    },
    {
      title: 'up to the whole answer',
      query: '{ town { name } loose { code } }',
      data: null,
      errors: [{ message, code, path: ['town', 'name'] }],
    },
    {
      title: 'up to an object in between',
      query: '{ towns { code body { head ranks } } }',
      data: {
        towns: [
          { code: '1', body: { head: 'H', ranks: [1] } },
          { code: '2', body: null },
        ],
      },
      errors: [{ path: ['towns', 1, 'body', 'head'] }],
    },
    {
      title: 'a null that was asked for by nobody bubbles nowhere',
      query: '{ towns { code } }',
      data: { towns: [{ code: '1' }, { code: '2' }] },
    },
  ],
} satisfies ConformanceCase;
