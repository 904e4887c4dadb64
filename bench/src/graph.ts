// Four agencies that know parts of the same people, projects and reports: the stand-ins that every contender asks. Their
// shape is that of the benchmark by which gateways are compared in public (accounts, products, reviews, inventory).
import { buildSubgraphSchema } from '@apollo/subgraph';
import { compose } from '@cabildo/schema';
import { type GraphQLSchema, parse } from 'graphql';

interface Person {
  id: string;
  name: string;
  office: string;
}
interface Project {
  code: string;
  title: string;
  amount: number;
}
interface Report {
  id: string;
  body: string;
  author: { id: string };
  project: { code: string };
}

const count = <Item>(size: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: size }, (_, i) => make(i));

const people: Person[] = count(8, (i) => ({
  id: `p${i}`,
  name: `Servidora pública ${i}`,
  office: `Dirección ${i % 3}`,
}));
const projects: Project[] = count(12, (i) => ({
  code: `c${i}`,
  title: `Alumbrado de la colonia ${i}`,
  amount: 1000 * i,
}));
/** Three of each person, two about each project. */
const reports: Report[] = count(24, (i) => ({
  id: `r${i}`,
  body: `Avance número ${i} del proyecto, con la evidencia que la unidad entregó al comité de seguimiento ese mes, vista por la contraloría social.`,
  author: { id: `p${i % 8}` },
  project: { code: `c${(i * 5) % 12}` },
}));

const byCode = new Map(projects.map((project) => [project.code, project]));
const byId = new Map(people.map((person) => [person.id, person]));

const agencies = [
  {
    name: 'people',
    sdl: `type Query { people: [Person!]! person(id: ID!): Person }
      type Person @key(fields: "id") { id: ID! name: String! office: String! }`,
    resolvers: {
      Query: { people: () => people, person: (_: unknown, { id }: Person) => byId.get(id) },
      Person: { __resolveReference: ({ id }: Person) => byId.get(id) },
    },
  },
  {
    name: 'projects',
    sdl: `type Query { projects(first: Int = 100): [Project!]! }
      type Project @key(fields: "code") { code: ID! title: String! amount: Int! }`,
    resolvers: {
      Query: { projects: (_: unknown, { first }: { first: number }) => projects.slice(0, first) },
      Project: { __resolveReference: ({ code }: Project) => byCode.get(code) },
    },
  },
  {
    name: 'reports',
    sdl: `type Report @key(fields: "id") { id: ID! body: String! author: Person! project: Project! }
      type Person @key(fields: "id") { id: ID! reports: [Report!]! }
      type Project @key(fields: "code") { code: ID! reports: [Report!]! }`,
    resolvers: {
      Person: { reports: ({ id }: Person) => reports.filter(({ author }) => author.id === id) },
      Project: { reports: ({ code }: Project) => reports.filter(({ project }) => project.code === code) },
    },
  },
  {
    name: 'budgets',
    sdl: `type Project @key(fields: "code") { code: ID! amount: Int! @external spent: Int! @requires(fields: "amount") isFunded: Boolean! }`,
    resolvers: {
      Project: {
        spent: ({ amount }: Project) => Math.round(amount * 0.4),
        isFunded: ({ code }: Project) => code !== 'c3',
      },
    },
  },
];

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@external", "@requires"])\n';

export const schemas: ReadonlyMap<string, GraphQLSchema> = new Map(
  agencies.map(({ name, sdl, resolvers }) => [
    name,
    buildSubgraphSchema([{ typeDefs: parse(link + sdl), resolvers: resolvers as never }]),
  ]),
);

/** @param base address of the process that stands in for all agencies */
export const supergraphAt = (base: string): string =>
  compose(agencies.map(({ name, sdl }) => ({ name, url: `${base}/${name}/graphql`, sdl: link + sdl }))).supergraphSdl;
