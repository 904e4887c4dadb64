import type { ConformanceCase } from '../../conformance-case.js';

type Given = { __typename: string; chief: { __typename: string; name?: string } };

const agency = { id: '1', card: { label: 'own' }, chief: { __typename: 'Mayor', name: 'Ana' } };

export default {
  resolvers: {
    a: { Query: { agency: () => agency }, Agency: { __resolveReference: () => agency } },
    b: {
      Query: { deal: () => ({ agency: { id: '1', card: { label: 'given' } } }) },
      Agency: { signed: ({ __typename, chief }: Given) => `${__typename} ${chief.__typename} ${chief.name}` },
    },
  },
  queries: [
    {
      title: '__typename in @provides is no field that somebody must own',
      query: '{ deal { agency { card { label } } } }',
      data: { deal: { agency: { card: { label: 'given' } } } },
      calls: 1,
    },
    {
      title: 'nor does it change other ways to the object',
      query: '{ agency { card { label } } }',
      data: { agency: { card: { label: 'own' } } },
    },
    {
      title: 'in @requires it is sent with the object that it is in',
      query: '{ agency { signed } deal { agency { signed } } }',
      data: { agency: { signed: 'Agency Mayor Ana' }, deal: { agency: { signed: 'Agency Mayor Ana' } } },
    },
  ],
} satisfies ConformanceCase;
