import type { ConformanceCase } from '../../conformance-case.js';

const user = (id: string) => ({ id, name: 'wrong', c: `c ${id}` });

export default {
  resolvers: {
    a: { Query: { inA: () => ({ id: '1' }) }, User: { a: ({ name }: { name: string }) => `a ${name}` } },
    b: {
      Query: { inB: () => ({ id: '2', name: 'n2' }) },
      User: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `n${id}` }) },
    },
    c: { Query: { inC: () => user('3') }, User: { __resolveReference: ({ id }: { id: string }) => user(id) } },
  },
  queries: [
    {
      title: 'a field that was overridden is required of its new owner',
      query: '{ inA { name a c } inB { name a c } inC { name a c } }',
      data: {
        inA: { name: 'n1', a: 'a n1', c: 'c 1' },
        inB: { name: 'n2', a: 'a n2', c: 'c 2' },
        inC: { name: 'n3', a: 'a n3', c: 'c 3' },
      },
    },
    { title: 'also if the client does not request it', query: '{ inC { a } }', data: { inC: { a: 'a n3' } } },
  ],
} satisfies ConformanceCase;
