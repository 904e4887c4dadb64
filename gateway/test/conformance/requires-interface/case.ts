import type { ConformanceCase } from '../../conformance-case.js';

type By = { name: string; post?: string; level?: string };

export default {
  resolvers: {
    a: {
      Query: {
        notices: () => [
          { id: '1', by: { __typename: 'Person', name: 'Ana', post: 'clerk' } },
          { id: '2', by: { __typename: 'Body', name: 'STM', level: 'local' } },
        ],
      },
    },
    b: { Notice: { line: ({ by }: { by: By }) => `${by.name}:${by.post ?? ''}:${by.level ?? ''}` } },
  },
  queries: [
    {
      title: 'of an interface each runtime type gives what is required of it',
      query: '{ notices { line by { __typename } } }',
      data: {
        notices: [
          { line: 'Ana:clerk:', by: { __typename: 'Person' } },
          { line: 'STM::local', by: { __typename: 'Body' } },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
