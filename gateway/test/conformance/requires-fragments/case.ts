import type { ConformanceCase } from '../../conformance-case.js';

const data: Record<string, object> = {
  baz: { __typename: 'Baz', foo: 'f', bar: 'b', baz: 'z' },
  qux: { __typename: 'Qux', foo: 'F', bar: 'B', qux: 'Q' },
};
const given = ({ data }: { data: Record<string, string> }) =>
  ['foo', 'bar', 'baz', 'qux'].map((name) => data[name]).join('');

export default {
  resolvers: {
    a: {
      Query: { a: () => ({ id: 'qux', data: data.qux }) },
      Holder: { __resolveReference: ({ id }: { id: string }) => ({ id, data: data[id] }) },
    },
    b: {
      Query: { b: () => ({ id: 'baz' }) },
      Holder: { told: given, short: ({ data }: { data: { foo: string } }) => data.foo },
    },
  },
  queries: [
    {
      title: 'type conditions within each other say what is sent of each type',
      query: '{ a { told short data { __typename ... on Qux { qux } } } }',
      data: { a: { told: 'FBQ', short: 'F', data: { __typename: 'Qux', qux: 'Q' } } },
    },
    {
      title: 'of a type that the API hides, too',
      query: '{ b { told short data { foo } } }',
      data: { b: { told: 'fbz', short: 'f', data: null } },
    },
  ],
} satisfies ConformanceCase;
