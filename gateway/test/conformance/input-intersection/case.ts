import type { ConformanceCase } from '../../conformance-case.js';

const show = (_: unknown, { filter }: { filter: unknown }) => JSON.stringify(filter);

export default {
  resolvers: { a: { Query: { a: show } }, b: { Query: { b: show } } },
  queries: [
    {
      title: 'inputs reach every subgraph as they were sent, whose defaults fill them in',
      query: 'query ($f: Filter!, $after: String) { a(filter: $f) b(filter: { name: "n", page: { after: $after } }) }',
      variables: { f: { name: 'm' } },
      data: { a: '{"name":"m","page":{"size":5}}', b: '{"name":"n","page":{"size":10}}' },
    },
    {
      title: 'a null is not an absence',
      query: 'query ($f: Filter!, $after: String) { a(filter: $f) b(filter: { name: "n", page: { after: $after } }) }',
      variables: { f: { name: 'm', page: null }, after: null },
      data: { a: '{"name":"m","page":null}', b: '{"name":"n","page":{"size":10,"after":null}}' },
    },
    {
      title: 'a field outside of the intersection is not in the API',
      query: '{ a(filter: { name: "n", onlyA: 1 }) }',
      data: null,
      errors: [{ code: 'OPERATION_INVALID' }],
    },
  ],
} satisfies ConformanceCase;
