// A supergraph in which most features of Federation meet, small enough that every value can be computed.
import { type TestSubgraph, testSubgraph } from '../subgraphs.js';

type Row = Record<string, unknown>;

const places = ['1', '2', '3'].map((id) => ({
  __typename: 'Place',
  id,
  slug: `p${id}`,
  title: `Place ${id}`,
  area: Number(id) * 2,
}));
const bodies = ['1', '2'].map((id) => ({
  __typename: 'Body',
  id,
  title: `Body ${id}`,
  level: id === '1' ? 'LOCAL' : 'STATE',
}));
const records: Row[] = [...places, ...bodies];
const find = (rows: Row[], id: unknown) => rows.find((row) => row.id === id) ?? null;

const registry = `
  type Query {
    place(id: ID!): Place
    places(first: Int = 2, level: Level): [Place!]!
    hits(text: String): [Hit]
    record(id: ID! = "1"): Record
    records: [Record!]!
    clock: Clock @shareable
  }
  enum Level { LOCAL STATE }
  union Hit = Place | Body
  interface Titled { title(upper: Boolean = false): String! }
  interface Record @key(fields: "id") { id: ID! title(upper: Boolean = false): String! }
  type Clock @shareable { hour: Int! zone: String }
  type Place implements Titled & Record @key(fields: "id") @key(fields: "slug") {
    id: ID! slug: String! title(upper: Boolean = false): String! area: Float seat: Body near: [Place!]! grid: [[Place]]
  }
  type Body implements Titled & Record @key(fields: "id") { id: ID! title(upper: Boolean = false): String! level: Level chair: Person }
  type Person @key(fields: "id") { id: ID! }`;

const title = ({ title }: { title: string }, { upper }: { upper: boolean }) => (upper ? title.toUpperCase() : title);
const reference = ({ id, slug }: Row) => records.find((row) => (id === undefined ? row.slug === slug : row.id === id));

const registryResolvers = {
  Query: {
    place: (_: unknown, { id }: Row) => find(places, id),
    places: (_: unknown, { first, level }: { first: number; level?: string }) =>
      level === 'STATE' ? [] : places.slice(0, first),
    hits: (_: unknown, { text }: { text?: string }) => [
      ...records.filter((row) => !text || String(row.title).includes(text)),
      null,
    ],
    record: (_: unknown, { id }: Row) => find(bodies, id),
    records: () => records,
    clock: () => ({ hour: 9, zone: null }),
  },
  Record: { __resolveReference: reference },
  Place: {
    __resolveReference: ({ id, slug }: Row) =>
      places.find((row) => (id === undefined ? row.slug === slug : row.id === id)),
    title,
    seat: ({ id }: Row) => find(bodies, id),
    near: ({ id }: Row) => places.filter((row) => row.id !== id),
    grid: ({ id }: Row) => [[find(places, id), null], []],
  },
  Body: { __resolveReference: ({ id }: Row) => find(bodies, id), title, chair: ({ id }: Row) => ({ id: `c${id}` }) },
};

const figures = `
  type Query { top: [Figure!] clock: Clock @shareable }
  type Clock @shareable { hour: Int! zone: String }
  type Place @key(fields: "id") {
    id: ID! area: Float @external
    population(year: Int = 2020): Int
    density(year: Int = 2020): Float @requires(fields: "area")
    figures: [Figure!]!
  }
  type Figure { value: Float of: Place! best: Boolean }`;

const figuresResolvers = {
  Query: {
    top: () => places.map(({ id }) => ({ value: Number(id), of: { id } })),
    clock: () => ({ hour: 9, zone: null }),
  },
  Place: {
    population: ({ id }: Row, { year }: { year: number }) => Number(id) * year,
    density: ({ id, area }: { id: string; area: number }, { year }: { year: number }) => (Number(id) * year) / area,
    figures: ({ id }: Row) => [
      { value: Number(id), of: { id }, best: id === '1' },
      { value: null, of: { id: '2' } },
    ],
  },
};

const people = `
  type Query { people: [Person!]! }
  interface Named { name: String }
  type Person implements Named @key(fields: "id") { id: ID! name: String home: Place body: Body }
  type Place @key(fields: "slug") { slug: String! mayor: Person visitors: [Person] }
  type Body @key(fields: "id") { id: ID! members(max: Int! = 1): [Person!]! }`;

const person = (id: string) => ({ id, name: `Person ${id}` });

const peopleResolvers = {
  Query: { people: () => ['c1', 'x'].map(person) },
  Person: {
    __resolveReference: ({ id }: { id: string }) => person(id),
    home: ({ id }: Row) => (id === 'x' ? null : { slug: 'p2' }),
    body: () => ({ id: '2' }),
  },
  Place: { mayor: ({ slug }: Row) => (slug === 'p3' ? null : person(`m${slug}`)), visitors: () => [person('x'), null] },
  Body: { members: (_: unknown, { max }: { max: number }) => ['x', 'y', 'z'].slice(0, max).map(person) },
};

const ratings = `
  type Query { rated: [Record!]! }
  type Record @key(fields: "id") @interfaceObject { id: ID! stars: Int! notes(first: Int = 1): [Note!]! }
  type Note { text: String by: Person }
  type Person @key(fields: "id", resolvable: false) { id: ID! }`;

const ratingsResolvers = {
  Query: { rated: () => records.slice(2).map(({ id }) => ({ id })) },
  Record: {
    stars: ({ id }: Row) => Number(id),
    notes: (_: unknown, { first }: { first: number }) =>
      [{ text: 'a', by: { id: 'c1' } }, { text: null }].slice(0, first),
  },
};

export const graph: readonly TestSubgraph[] = [
  testSubgraph('registry', registry, registryResolvers),
  testSubgraph('figures', figures, figuresResolvers),
  testSubgraph('people', people, peopleResolvers),
  testSubgraph('ratings', ratings, ratingsResolvers),
];
