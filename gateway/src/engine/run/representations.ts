import { type GraphQLOutputType, getNamedType, isLeafType, isNonNullType } from 'graphql';
import { type Data, isInherited, isRecord, own } from '../../record.js';
import type { Required } from '../plan/plan.js';
import { invalid, leafCheck } from '../supergraph/leaf.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';

/** Writes an entity's representation as JSON text; undefined if it lacks a required field, or has it of another type. */
export type Writer = (entity: Data) => string | undefined;

export interface Field {
  readonly name: string;
  readonly key: string;
  readonly selections?: readonly Required[];
}

/** Of a type that nothing but its name is required of: such an entity cannot be asked for. */
export const nothing: Writer = () => undefined;

/** What is required of one runtime type, each field once. */
export function flatten(
  selections: readonly Required[],
  typename: string | undefined,
  types: TypeConditions,
  fields = new Map<string, Field>(),
): Field[] {
  for (const selection of selections) {
    if (selection.kind === 'field') addField(selection.alias ?? selection.name, selection, fields);
    else if (!selection.type || typename === undefined || types.admitted(selection.type).has(typename)) {
      flatten(selection.selections, typename, types, fields);
    }
  }
  return [...fields.values()];
}

function addField(key: string, { name, selections }: Omit<Field, 'key'>, fields: Map<string, Field>): void {
  const old = fields.get(key);
  if (!old) fields.set(key, { name, key, selections });
  else if (old.selections && selections) fields.set(key, { ...old, selections: [...old.selections, ...selections] });
}

/** @param typename of the object, if it is known: a subgraph is not sent what another made up */
export function objectWriter(fields: readonly Field[], typename: string | undefined, types: TypeConditions): Writer {
  const parts = fields.map((field) => {
    const type = types.typeOf(typename, field.key);
    return {
      label: `${JSON.stringify(field.key)}:`,
      read: reader(field),
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

function reader({ name, key }: Field): (entity: Data) => unknown {
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
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : JSON.stringify(value);
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
