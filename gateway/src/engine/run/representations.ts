import { type GraphQLOutputType, getNamedType, isLeafType, isNonNullType } from 'graphql';
import { hasInfinity, stringifyExact } from '../../exact-json.js';
import { type Data, isInherited, isRecord, own } from '../../record.js';
import type { Required } from '../plan/plan.js';
import { invalid, leafCheck } from '../supergraph/leaf.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';

/** Returns the JSON text of a representation; undefined if a required field is missing or is not of its type. */
export type Writer = (entity: Data) => string | undefined;

/** A field of a representation. */
export interface RepresentationField {
  /** Where the value is in the entity. */
  readonly name: string;
  /** What the subgraph calls the field. */
  readonly key: string;
  readonly selections?: readonly Required[];
}

/** The writer for a type of which only __typename is required: such an entity cannot be fetched. */
export const noRepresentation: Writer = () => undefined;

/** Returns the fields that are required of one runtime type, each once. */
export function flatten(
  selections: readonly Required[],
  typename: string | undefined,
  types: TypeConditions,
  fields = new Map<string, RepresentationField>(),
): RepresentationField[] {
  for (const selection of selections) {
    if (selection.kind === 'field') addField(selection.alias ?? selection.name, selection, fields);
    else if (!selection.type || typename === undefined || types.admitted(selection.type).has(typename)) {
      flatten(selection.selections, typename, types, fields);
    }
  }
  return [...fields.values()];
}

function addField(
  key: string,
  { name, selections }: Omit<RepresentationField, 'key'>,
  fields: Map<string, RepresentationField>,
): void {
  const old = fields.get(key);
  if (!old) fields.set(key, { name, key, selections });
  else if (old.selections && selections) fields.set(key, { ...old, selections: [...old.selections, ...selections] });
}

/**
 * Compiles the writer of an object. Values are checked against the field types, so that an invalid value of one subgraph
 * is not sent to another.
 * @param typename the type of the object, if it is known
 * @param sentName the __typename to write, if it is another
 */
export function objectWriter(
  fields: readonly RepresentationField[],
  typename: string | undefined,
  types: TypeConditions,
  sentName?: string,
): Writer {
  const parts = fields.map((field) => {
    const type = types.typeOf(typename, field.key);
    return {
      label: `${JSON.stringify(field.key)}:`,
      read: sentName !== undefined && field.name === '__typename' ? () => sentName : reader(field),
      nonNull: isNonNullType(type),
      write: field.selections
        ? nestedWriter(field.selections, type && getNamedType(type).name, types)
        : leafWriter(type),
    };
  });
  return (entity) => {
    let text = '';
    for (const part of parts) {
      const value = part.read(entity);
      if (value === undefined || (value === null && part.nonNull)) return undefined;
      const written = value === null ? 'null' : part.write(value);
      if (written === undefined) return undefined;
      text += `${text && ','}${part.label}${written}`;
    }
    return `{${text}}`;
  };
}

function reader({ name, key }: RepresentationField): (entity: Data) => unknown {
  if (isInherited(name) || isInherited(key)) return (entity) => own(entity, name) ?? own(entity, key);
  if (name === key) return (entity) => entity[name];
  return (entity) => (entity[name] === undefined ? entity[key] : entity[name]);
}

function leafWriter(type: GraphQLOutputType | undefined): (value: unknown) => string | undefined {
  const bare = isNonNullType(type) ? type.ofType : type;
  if (!isLeafType(bare)) return leafText;
  const check = leafCheck(bare);
  return (value) => (check(value) === invalid ? undefined : leafText(value));
}

function leafText(value: unknown): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : undefined;
  return hasInfinity(value) ? undefined : stringifyExact(value);
}

function nestedWriter(
  selections: readonly Required[],
  declared: string | undefined,
  types: TypeConditions,
): (value: unknown) => string | undefined {
  const writers = new Map<unknown, Writer>();
  const write = (value: unknown): string | undefined => {
    if (value === null) return 'null';
    if (Array.isArray(value)) return listText(value, write);
    if (!isRecord(value)) return undefined;
    const typename = typeof value.__typename === 'string' ? value.__typename : undefined;
    if (typename !== undefined && !types.all.has(typename)) return undefined;
    let writer = writers.get(typename);
    if (!writer) {
      writer = objectWriter(flatten(selections, typename, types), typename ?? declared, types);
      writers.set(typename, writer);
    }
    return writer(value);
  };
  return write;
}

function listText(list: readonly unknown[], write: (value: unknown) => string | undefined): string | undefined {
  const items: string[] = [];
  for (const item of list) {
    const text = write(item);
    if (text === undefined) return undefined;
    items.push(text);
  }
  return `[${items.join(',')}]`;
}
