import 'reflect-metadata';
import { buildSubgraphSchema, type GraphQLResolverMap, printSubgraphSchema } from '@apollo/subgraph';
import type { EntityClass } from '@mikro-orm/core';
import { type DefinitionNode, type GraphQLSchema, isAbstractType, isEnumType, Kind, parse, print } from 'graphql';
import { buildSchemaSync, type ClassType, createResolversMap } from 'type-graphql';
import type { Context } from './context.js';
import { findingsOfLine, lineOf } from './read/finding.repository.js';
import { revisionByNumber } from './read/revision.repository.js';
import { Recorded } from './record/recorded.js';

/** The `__resolveReference` of an entity: returns the entity with this key, or null. */
export type ReferenceResolver<Key = never> = (key: Key, context: Context) => unknown;

export interface TypesOfSubgraph {
  resolvers: ClassType[];
  /** Object types that no resolver returns, such as those that are only reached by reference. */
  types?: ClassType[];
  entities: EntityClass<object>[];
  references: Record<string, ReferenceResolver>;
}

const link = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.6",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag", "@interfaceObject"]
)`;

/** Builds the Federation 2 schema of type-graphql classes, and the SDL that is committed. */
export function federate({ resolvers, types, entities, references }: TypesOfSubgraph) {
  const plain = buildSchemaSync({
    resolvers: resolvers as never,
    orphanedTypes: types ?? [],
    validate: false,
    skipCheck: true,
  });
  const sdl = `${link}\n\n${inOrder(printSubgraphSchema(plain))}\n`;
  const map = createResolversMap(plain) as GraphQLResolverMap<Context>;
  for (const [name, resolve] of Object.entries(references)) fields(map, name).__resolveReference = resolve;
  for (const entity of entities)
    if (isRecorded(entity) && plain.getType(entity.name)) resolveProvenance(fields(map, entity.name), entity);
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map as never }]);
  resolveTypesAtOnce(schema);
  checkEnums(schema);
  return { schema, sdl };
}

/** Sorts types by name, Query first, so that the SDL does not depend on the order of imports. Fields keep their order. */
function inOrder(sdl: string): string {
  const nameOf = (node: DefinitionNode) =>
    ('name' in node ? (node.name?.value === 'Query' ? '' : node.name?.value) : '') ?? '';
  const definitions = parse(sdl)
    .definitions.map(describeQuery)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  return print({ kind: Kind.DOCUMENT, definitions });
}

/** Adds the description of Query, which type-graphql cannot declare. */
function describeQuery(node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || node.name.value !== 'Query') return node;
  return { ...node, description: { kind: Kind.STRING, value: 'The root of all queries.', block: true } };
}

type Fields = Record<string, (parent: never, args: never, context: Context) => unknown>;

function fields(map: GraphQLResolverMap<Context>, type: string): Fields {
  map[type] ??= {};
  return map[type] as Fields;
}

const isRecorded = (entity: object): entity is typeof Recorded =>
  (entity as typeof Recorded).prototype instanceof Recorded;

function resolveProvenance(fields: Fields, { attached }: typeof Recorded): void {
  Object.assign(fields, { source: sourceOf, recordedBy, findings, closedBy });
  for (const name of attached) delete fields[name];
}

const recordedBy = ({ recordedFrom }: Recorded, _args: unknown, { loads }: Context) =>
  loads.load(revisionByNumber, recordedFrom);
const closedBy = ({ recordedTo }: Recorded, _args: unknown, { loads, snapshot }: Context) =>
  recordedTo <= snapshot.revision ? loads.load(revisionByNumber, recordedTo) : null;
const findings = ({ sourceId, line }: Recorded, _args: unknown, { loads, sources }: Context) => {
  const source = sources.get(sourceId);
  return source && line !== null ? loads.load(findingsOfLine, lineOf(source, line)) : [];
};
const sourceOf = (row: Recorded, _args: unknown, context: Context) => context.sources.get(row.sourceId);

/** Makes `resolveType` synchronous. That of type-graphql returns a promise, which graphql-jit does not await. */
function resolveTypesAtOnce(schema: GraphQLSchema) {
  for (const type of Object.values(schema.getTypeMap()))
    if (isAbstractType(type) && !type.name.startsWith('_'))
      type.resolveType = (value: { __typename?: string }) => value.__typename;
}

/** Rejects enums whose stored values differ from their names: the executor does not translate between them. */
function checkEnums(schema: GraphQLSchema) {
  for (const type of Object.values(schema.getTypeMap()).filter(isEnumType))
    for (const { name, value } of type.getValues())
      if (name !== value)
        throw new Error(
          `The enum ${type.name} stores ${JSON.stringify(value)} for ${name}; name and value must be equal.`,
        );
}
