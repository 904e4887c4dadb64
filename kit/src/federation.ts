import 'reflect-metadata';
import { buildSubgraphSchema, type GraphQLResolverMap, printSubgraphSchema } from '@apollo/subgraph';
import type { EntityClass } from '@mikro-orm/core';
import { type DefinitionNode, type GraphQLSchema, isAbstractType, isEnumType, Kind, parse, print } from 'graphql';
import { buildSchemaSync, type ClassType, createResolversMap } from 'type-graphql';
import type { Context } from './context.js';
import { hasIdColumn, withInterfaces } from './interfaces.js';
import { findingsOfLine, lineOf } from './read/finding.repository.js';
import { revisionByNumber } from './read/revision.repository.js';
import { columnsOf } from './record/column.js';
import { nodeId } from './record/node-id.js';
import { Recorded } from './record/recorded.js';
import { entityOfVersion, idFieldOf } from './record/version.js';

/** The `__resolveReference` of an entity: returns the entity with this key, or null. */
export type ReferenceResolver<Key = never> = (key: Key, context: Context) => unknown;

export interface TypesOfSubgraph {
  resolvers: ClassType[];
  /** Object types that no resolver returns, such as those that are only reached by reference. */
  types?: ClassType[];
  entities: EntityClass<object>[];
  /** Object types of recorded versions, made with `versionOf`. */
  versions?: ClassType<Recorded>[];
  references: Record<string, ReferenceResolver>;
}

const link = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.6",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag", "@interfaceObject"]
)`;

/** The Federation 2 schema of type-graphql's classes, and its SDL as it is committed. */
export function federate({ resolvers, types = [], entities, versions = [], references }: TypesOfSubgraph) {
  const plain = buildSchemaSync({
    resolvers: resolvers as never,
    orphanedTypes: [...types, ...versions],
    validate: false,
    skipCheck: true,
  });
  const sdl = `${link}\n\n${inOrder(printSubgraphSchema(plain), entities.filter(isRecorded))}\n`;
  const map = createResolversMap(plain) as GraphQLResolverMap<Context>;
  for (const [name, resolve] of Object.entries(references)) fields(map, name).__resolveReference = resolve;
  for (const entity of entities)
    if (isRecorded(entity) && plain.getType(entity.name)) resolveRecorded(fields(map, entity.name), entity);
  for (const version of versions) resolveVersion(fields(map, version.name), version);
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map as never }]);
  resolveTypesAtOnce(schema);
  checkEnums(schema);
  return { schema, sdl };
}

/** Types by name, `Query` first, so that the order of imports does not change the contract. Fields keep their order. */
function inOrder(sdl: string, recorded: readonly EntityClass<Recorded>[]): string {
  const place = (node: DefinitionNode) =>
    ('name' in node ? (node.name?.value === 'Query' ? '' : node.name?.value) : '') ?? '';
  const definitions = withInterfaces(parse(sdl).definitions, recorded)
    .map(describeQuery)
    .sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
  return print({ kind: Kind.DOCUMENT, definitions });
}

/** type-graphql cannot describe `Query`. */
function describeQuery(node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || node.name.value !== 'Query') return node;
  return { ...node, description: { kind: Kind.STRING, value: 'The root fields for reading.', block: true } };
}

type Fields = Record<string, (parent: never, args: never, context: Context) => unknown>;

function fields(map: GraphQLResolverMap<Context>, type: string): Fields {
  map[type] ??= {};
  return map[type] as Fields;
}

const isRecorded = (entity: object): entity is EntityClass<Recorded> & typeof Recorded =>
  (entity as typeof Recorded).prototype instanceof Recorded;

function resolveRecorded(fields: Fields, entity: EntityClass<Recorded> & typeof Recorded): void {
  Object.assign(fields, { source: sourceOf, recordedIn, findings, supersededIn });
  for (const name of entity.attached) delete fields[name];
  if (!hasIdColumn(entity)) fields.id = (row: Recorded) => nodeId(entity.name, keyValues(entity, row));
}

function resolveVersion(fields: Fields, version: ClassType<Recorded>): void {
  const entity = entityOfVersion(Object.getPrototypeOf(version) as object)!;
  const id = (row: Recorded) => nodeId(version.name, [...keyValues(entity, row), row.recordedFrom]);
  Object.assign(fields, { id, source: sourceOf, recordedIn, findings, supersededIn });
  if (hasIdColumn(entity)) fields[idFieldOf(entity)] = ({ id }: { id: string }) => id;
}

const keyValues = (entity: EntityClass<Recorded>, row: Recorded): unknown[] =>
  columnsOf(entity).flatMap(({ key, property }) => (key ? [row[property as keyof Recorded]] : []));

const recordedIn = ({ recordedFrom }: Recorded, _args: unknown, { loads }: Context) =>
  loads.load(revisionByNumber, recordedFrom);
const supersededIn = ({ recordedTo }: Recorded, _args: unknown, { loads, snapshot }: Context) =>
  recordedTo <= snapshot.revision ? loads.load(revisionByNumber, recordedTo) : null;
const findings = ({ sourceId, line }: Recorded, _args: unknown, { loads, sources }: Context) => {
  const source = sources.get(sourceId);
  return source && line !== null ? loads.load(findingsOfLine, lineOf(source, line)) : [];
};
const sourceOf = (row: Recorded, _args: unknown, context: Context) => context.sources.get(row.sourceId);

/** type-graphql returns a promise from `resolveType`, and graphql-jit reads the promise as the name of the type. */
function resolveTypesAtOnce(schema: GraphQLSchema) {
  for (const type of Object.values(schema.getTypeMap()))
    if (isAbstractType(type) && !type.name.startsWith('_'))
      type.resolveType = (value: { __typename?: string }) => value.__typename;
}

/** The executor returns enum values as they are stored, so each must equal its name. */
function checkEnums(schema: GraphQLSchema) {
  for (const type of Object.values(schema.getTypeMap()).filter(isEnumType))
    for (const { name, value } of type.getValues())
      if (name !== value)
        throw new Error(
          `The enum ${type.name} stores ${JSON.stringify(value)} for ${name}: use the same text for both.`,
        );
}
