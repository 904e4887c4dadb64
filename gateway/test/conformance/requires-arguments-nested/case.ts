import type { ConformanceCase } from '../../conformance-case.js';

type Given = { price: number; weight: number; kind: { mean: number } };

const price = ({ usd }: { usd: number }, { currency }: { currency: string }) => (currency === 'EUR' ? usd * 2 : usd);

export default {
  resolvers: {
    a: {
      Item: {
        estimate: ({ price, weight }: Given) => price * weight,
        estimateEur: ({ price, weight }: Given) => price * weight,
        dear: ({ kind }: Given) => kind.mean > 15,
      },
    },
    b: {
      Query: {
        items: () => [
          { upc: '1', usd: 11, weight: 1, kind: { usd: 11 } },
          { upc: '2', usd: 22, weight: 2, kind: { usd: 22 } },
        ],
      },
      Item: { price },
      Kind: { mean: price },
    },
  },
  queries: [
    {
      title: 'two fields require one with two arguments, and one below an object',
      query: '{ items { upc estimate estimateEur dear price(currency: "EUR") kind { mean(currency: "EUR") } } }',
      data: {
        items: [
          { upc: '1', estimate: 11, estimateEur: 22, dear: false, price: 22, kind: { mean: 22 } },
          { upc: '2', estimate: 44, estimateEur: 88, dear: true, price: 44, kind: { mean: 44 } },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
