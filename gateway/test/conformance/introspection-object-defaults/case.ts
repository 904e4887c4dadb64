import type { ConformanceCase } from '../../conformance-case.js';

export default {
  resolvers: { a: { Query: { find: () => 1, look: () => 2 } }, b: { Query: { b: () => 3 } } },
  queries: [
    {
      title: 'the default of a custom scalar may be an object or a list of them',
      query: '{ __type(name: "Query") { fields { name args { name defaultValue } } } }',
      data: {
        __type: {
          fields: [
            { name: 'find', args: [{ name: 'where', defaultValue: '{active: true, in: ["a", {b: 1.5}]}' }] },
            { name: 'look', args: [{ name: 'by', defaultValue: null }] },
            { name: 'b', args: [] },
          ],
        },
      },
    },
    {
      title: 'also that of a field of an input object',
      query: '{ __type(name: "Where") { inputFields { defaultValue } } find }',
      data: { __type: { inputFields: [{ defaultValue: '{x: [1, {y: null}]}' }] }, find: 1 },
    },
  ],
} satisfies ConformanceCase;
