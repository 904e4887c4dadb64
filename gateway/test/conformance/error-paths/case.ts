import { GraphQLError } from 'graphql';
import type { ConformanceCase } from '../../conformance-case.js';

const fail = (message: string, code?: string) => () => {
  throw new GraphQLError(message, { extensions: code ? { code, stacktrace: ['secret'], http: { status: 418 } } : {} });
};
const town = (code: string, near: object[] = []) => ({ code, near });

export default {
  resolvers: {
    a: {
      Query: {
        towns: () => [town('1', [town('2')]), town('2')],
        town: (_: unknown, { code }: { code: string }) => town(code),
        broken: fail('no figure', 'FIGURE_MISSING'),
        strict: () => ({}),
      },
      Town: { weight: ({ code }: { code: string }) => (code === '1' ? fail('no scale')() : 4) },
      Strict: { sure: fail('not sure') },
    },
    b: {
      Town: {
        __resolveReference: async (it: { code: string }) => (it.code === '9' ? fail('lost')() : it),
        rank: ({ code }: { code: string }) => (code === '2' ? fail('no rank')() : 1),
        cost: ({ weight }: { weight: number | null }) => weight,
        tags: () => [{}, { text: 't' }],
        must: ({ code }: { code: string }) => (code === '2' ? fail('must not')() : 7),
      },
      Tag: { text: (it: { text?: string }) => it.text ?? fail('untold')() },
    },
  },
  queries: [
    {
      title: 'a root field keeps its code and gets its alias',
      query: '{ x: broken }',
      data: { x: null },
      errors: [{ message: 'no figure', code: 'FIGURE_MISSING', path: ['x'] }],
    },
    {
      title: 'an entity at several places has the error at each',
      query: '{ all: towns { r: rank near { r: rank } } }',
      data: {
        all: [
          { r: 1, near: [{ r: null }] },
          { r: null, near: [] },
        ],
      },
      errors: [
        { message: 'no rank', path: ['all', 0, 'near', 0, 'r'] },
        { message: 'no rank', path: ['all', 1, 'r'] },
      ],
    },
    {
      title: 'two aliases with different arguments have errors of their own',
      query: '{ town(code: "2") { one: rank(of: 1) two: rank(of: 2) } }',
      data: { town: { one: null, two: null } },
      errors: [{ path: ['town', 'one'] }, { path: ['town', 'two'] }],
    },
    {
      title: 'a list within an entity',
      query: '{ town(code: "1") { tags { t: text } } }',
      data: { town: { tags: [{ t: null }, { t: 't' }] } },
      errors: [{ message: 'untold', path: ['town', 'tags', 0, 't'] }],
    },
    {
      title: 'a reference that fails is told at each field that it leaves empty',
      query: '{ town(code: "9") { code rank } }',
      data: { town: { code: '9', rank: null } },
      errors: [{ message: 'lost', path: ['town', 'rank'] }],
    },
    {
      title: 'a null that bubbled in the subgraph is told once',
      query: '{ strict { sure } }',
      data: { strict: null },
      errors: [{ message: 'not sure', path: ['strict', 'sure'] }],
    },
    {
      title: 'one that bubbles on in the gateway too',
      query: '{ towns { must } }',
      data: null,
      errors: [{ message: 'must not', path: ['towns', 1, 'must'] }],
    },
    {
      title: 'a required field that the client did not ask for leads to what it did',
      query: '{ town(code: "1") { cost } }',
      data: { town: { cost: null } },
      errors: [{ message: 'no scale', path: ['town'] }],
    },
  ],
} satisfies ConformanceCase;
