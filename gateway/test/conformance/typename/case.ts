import type { ConformanceCase } from '../../conformance-case.js';

const town = { __typename: 'Town', id: '1' };

export default {
  resolvers: {
    a: {
      Query: { town: () => town, hit: () => town, item: () => ({ __typename: 'Plan', id: '2' }), items: () => [town] },
      Mutation: { nothing: () => null },
    },
    b: { Town: { figure: () => ({ value: 1 }) } },
  },
  queries: [
    {
      title: 'at the root without a call',
      query: '{ __typename t: __typename }',
      data: { __typename: 'Query', t: 'Query' },
      calls: 0,
    },
    {
      title: 'at the root of a mutation',
      query: 'mutation { t: __typename nothing }',
      data: { t: 'Mutation', nothing: null },
    },
    {
      title: 'everywhere, aliased and not',
      query:
        '{ a: __typename town { t: __typename __typename figure { __typename u: __typename } } hit { h: __typename } item { i: __typename ... on Plan { p: __typename } } }',
      data: {
        a: 'Query',
        town: { t: 'Town', __typename: 'Town', figure: { __typename: 'Figure', u: 'Figure' } },
        hit: { h: 'Town' },
        item: { i: 'Plan', p: 'Plan' },
      },
    },
    { title: 'alone on an interface', query: '{ items { kind: __typename } }', data: { items: [{ kind: 'Town' }] } },
  ],
} satisfies ConformanceCase;
