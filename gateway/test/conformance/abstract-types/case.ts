import type { ConformanceCase } from '../../conformance-case.js';

type Named = { id: string };

const document = (id: string): object => ({
  __typename: id.startsWith('p') ? 'Plan' : 'Report',
  id,
  folio: `F-${id}`,
  size: { pages: Number(id.slice(1)) * 10, weight: 0.5 },
  author: { email: `${id}@x`, total: 1 },
  related: id === 'p1' ? [document('p2')] : [],
  issuer: id === 'p1' ? { __typename: 'Agency', id: 'a1' } : { __typename: 'Itself', email: `${id}@self` },
});
const found = ({ id }: Named) => document(id);
const review = (id: string) => ({
  id: Number(id.slice(1)),
  body: `on ${id}`,
  document: { __typename: id.startsWith('p') ? 'Plan' : 'Report', id },
});
const reviewed = {
  __resolveReference: (it: object) => it,
  count: () => 1,
  reviews: ({ id }: Named) => [review(id)],
  ofRelated: ({ related }: { related: Named[] }) => related.map(({ id }) => review(id)),
};
const delivered = {
  delivery: ({ size }: { size: { pages: number; weight: number } }, { zip }: { zip: string }) => ({
    fastest: `${zip} ${size.pages} ${size.weight}`,
  }),
};

export default {
  resolvers: {
    catalogue: {
      Query: { plans: () => [document('p1'), document('r1')], similar: (_: unknown, { id }: Named) => [document(id)] },
      Plan: { __resolveReference: found },
      Report: { __resolveReference: found },
    },
    agencies: {
      Agency: { __resolveReference: ({ id }: Named) => ({ id, title: `T ${id}`, email: { address: 'a@x' } }) },
    },
    authors: { Author: { __resolveReference: (it: object) => ({ ...it, name: 'Ana', total: 3 }) } },
    delivery: { Plan: delivered, Report: delivered },
    reviews: { Query: { review: () => review('p1') }, Plan: reviewed, Report: reviewed },
  },
  queries: [
    {
      title: 'a field of an interface that another subgraph has is of each implementation',
      query: '{ plans { id count reviews { body } } }',
      data: {
        plans: [
          { id: 'p1', count: 1, reviews: [{ body: 'on p1' }] },
          { id: 'r1', count: 1, reviews: [{ body: 'on r1' }] },
        ],
      },
    },
    {
      title: 'one that requires another is, too',
      query: '{ plans { delivery(zip: "5") { fastest } } }',
      data: { plans: [{ delivery: { fastest: '5 10 0.5' } }, { delivery: { fastest: '5 10 0.5' } }] },
    },
    {
      title: 'what is below an interface of another subgraph has the fields of all',
      query: '{ review(id: 1) { document { folio size { pages } delivery(zip: "9") { fastest } author { name } } } }',
      data: {
        review: {
          document: { folio: 'F-p1', size: { pages: 10 }, delivery: { fastest: '9 10 0.5' }, author: { name: 'Ana' } },
        },
      },
    },
    {
      title: 'interfaces within interfaces lead on to other subgraphs',
      query:
        '{ plans { ... on Related { related { id folio ... on Document { count } } } ... on Plan { ofRelated { id } } } }',
      data: { plans: [{ related: [{ id: 'p2', folio: 'F-p2', count: 1 }], ofRelated: [{ id: 2 }] }, { related: [] }] },
    },
    {
      title: 'from a review to its document to its reviews',
      query:
        '{ review(id: 1) { document { reviews { document { id ... on Report { folio } ... on Plan { folio ofRelated { body document { folio } } } } } } } }',
      data: {
        review: {
          document: {
            reviews: [
              { document: { id: 'p1', folio: 'F-p1', ofRelated: [{ body: 'on p2', document: { folio: 'F-p2' } }] } },
            ],
          },
        },
      },
    },
    {
      title: 'members of a union may have fields of one name and two types, under two keys',
      query:
        '{ plans { ... on Plan { issuer { ... on Agency { id title email { address } } ... on Itself { own: email } } } ... on Report { issuer { __typename ... on Itself { own: email } } } } }',
      data: {
        plans: [
          { issuer: { id: 'a1', title: 'T a1', email: { address: 'a@x' } } },
          { issuer: { __typename: 'Itself', own: 'r1@self' } },
        ],
      },
    },
  ],
} satisfies ConformanceCase;
