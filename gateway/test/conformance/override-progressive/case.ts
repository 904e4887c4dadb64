import type { ConformanceCase } from '../../conformance-case.js';

const from = (of: string) => ({ id: '1', never: of, always: of, named: of });

export default {
  resolvers: {
    a: { Query: { x: () => from('old'), ruled: () => 'old' }, X: { __resolveReference: () => from('old') } },
    b: { Query: { ruled: () => 'new' }, X: { __resolveReference: () => from('new') } },
  },
  queries: [
    {
      title: 'percent(0) leaves a field with its old owner, percent(100) gives it to the new one',
      query: '{ x { id never always } }',
      data: { x: { id: '1', never: 'old', always: 'new' } },
    },
    { title: 'a root field too', query: '{ ruled }', data: { ruled: 'old' } },
    { title: 'a label of another kind is not active', query: '{ x { named } }', data: { x: { named: 'old' } } },
  ],
} satisfies ConformanceCase;
