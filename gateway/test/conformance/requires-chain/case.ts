import type { ConformanceCase } from '../../conformance-case.js';

type Given = { price: number; discount: boolean; dear: boolean; cheap: boolean };

export default {
  resolvers: {
    a: { Item: { __resolveReference: (it: object) => ({ ...it, price: 900 }) } },
    b: {
      Query: { item: () => ({ id: '1', discount: true }) },
      Item: { __resolveReference: (it: object) => ({ ...it, discount: true }) },
    },
    c: { Item: { dear: ({ price }: Given) => price > 500, cheap: ({ discount }: Given) => discount } },
    d: { Item: { afford: ({ dear }: Given) => !dear, take: ({ cheap, dear }: Given) => cheap && dear } },
  },
  queries: [
    {
      title: 'a field requires one that requires one that the API hides',
      query: '{ item { afford } }',
      data: { item: { afford: false } },
    },
    {
      title: 'beside what it requires',
      query: '{ item { dear afford } }',
      data: { item: { dear: true, afford: false } },
    },
    {
      title: 'two chains are one field’s',
      query: '{ item { take afford cheap } }',
      data: { item: { take: true, afford: false, cheap: true } },
    },
  ],
} satisfies ConformanceCase;
