import type { ConformanceCase } from '../../conformance-case.js';

const photo = (of: string) => ({ __typename: 'Photo', id: 'p', at: of, tag: 'T' });

export default {
  resolvers: {
    a: { Query: { feed: () => [photo('old')], own: () => [photo('old')] } },
    b: {
      Query: { feed: () => [photo('new')], other: () => [photo('new')] },
      Photo: { __resolveReference: () => photo('new') },
    },
  },
  queries: [
    {
      title: 'a field of an interface is of its new owner',
      query: '{ own { id at } }',
      data: { own: [{ id: 'p', at: 'new' }] },
    },
    {
      title: 'type conditions on what the list has not are empty',
      query: '{ own { ... on Text { id body } } }',
      data: { own: [{}] },
    },
    {
      title: 'another interface of the new owner has it at once',
      query: '{ other { at id ... on Photo { at id } } }',
      data: { other: [{ at: 'new', id: 'p' }] },
      calls: 1,
    },
    {
      title: 'an override of a subgraph that is none changes nothing',
      query: '{ feed { ... on Photo { tag at } } }',
      data: { feed: [{ tag: 'T', at: 'new' }] },
    },
  ],
} satisfies ConformanceCase;
