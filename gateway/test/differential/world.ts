// What a generated supergraph is about: types, their fields, and a value for every field of every object. A value depends
// on nothing but the object, the field and its arguments, so that it is the same from whichever subgraph it comes.
import { GraphQLError, Kind, parseType, type TypeNode } from 'graphql';
import { hashOf } from './random.js';

export interface Argument {
  readonly name: string;
  readonly type: string;
  readonly defaultValue?: string;
}

export interface Field {
  readonly name: string;
  /** Such as `[Town!]`. */
  readonly type: string;
  readonly args: readonly Argument[];
  /** Where it is of a type of entities: the objects that it may be. */
  readonly objects?: readonly Thing[];
  /** Where it is of an enum: the values that it may be. */
  readonly values?: readonly string[];
  /** Where it requires others: its value is made of theirs. */
  readonly requires?: readonly Requirement[];
  /** Whether some objects have an error in its place. */
  readonly fails?: boolean;
  /** Of a key: its value, from which the object can be found again. */
  readonly fixed?: (uid: string) => unknown;
}

export interface Requirement {
  readonly field: Field;
  readonly args: Readonly<Record<string, unknown>>;
  /** Below it, where it is an object. */
  readonly below?: readonly Field[];
}

/** An object: `uid` is one of its type, and of every type that shares an interface with it. */
export interface Thing {
  readonly __typename: string;
  readonly uid: string;
}

/** Fields of a type, by name. */
export type Fields = Map<string, Field>;

/** A key of an entity, as @key spells it, and the fields that it is made of. */
export interface Key {
  readonly text: string;
  readonly fields: readonly Field[];
}

export interface Entity {
  readonly name: string;
  readonly things: readonly Thing[];
  readonly keys: readonly Key[];
  /** Interfaces that it is an object of by its key. */
  readonly interfaces: ReadonlySet<string>;
}

/** Every type that has fields, by name, as the whole knows it. */
export interface World {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly fields: ReadonlyMap<string, Fields>;
}

const scalars: Readonly<Record<string, (hash: number) => unknown>> = {
  Int: (hash) => (hash % 2001) - 1000,
  Float: (hash) => (hash % 4001) / 4,
  String: (hash) => `s${hash % 997}`,
  Boolean: (hash) => hash % 2 === 0,
  ID: (hash) => `i${hash % 97}`,
  Long: (hash) => 9_007_199_254_740_993n + 2n * BigInt(hash),
};

const oneIn = (key: string, count: number): boolean => hashOf(key) % count === 0;

/** The value of an object's field. @throws GraphQLError where the object has an error in its place */
export function valueIn(uid: string, field: Field, args: Readonly<Record<string, unknown>>): unknown {
  if (field.fixed) return field.fixed(uid);
  const key = keyOf(uid, field, args);
  if (field.requires) return madeOf(uid, field, args, requiredOf(uid, field));
  if (field.fails && oneIn(`${key}!`, 9)) throw new GraphQLError(`${uid} has no ${field.name}`);
  return complete(parseType(field.type), field, key);
}

/** What a field that requires others gives once it is handed theirs. */
export function madeOf(uid: string, field: Field, args: Readonly<Record<string, unknown>>, given: unknown): unknown {
  return complete(parseType(field.type), field, `${keyOf(uid, field, args)}${JSON.stringify(given)}`);
}

/** What a field of the object requires, as it should be handed over. */
export function requiredOf(uid: string, { requires = [] }: Field): unknown[] {
  return requires.map((requirement) => given(valueIn(uid, requirement.field, requirement.args), requirement));
}

function given(value: unknown, requirement: Requirement): unknown {
  if (!requirement.below || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => given(item, requirement));
  return requirement.below.map((field) => valueIn((value as Thing).uid, field, {}));
}

const keyOf = (uid: string, { name }: Field, args: Readonly<Record<string, unknown>>): string =>
  `${uid}.${name}(${JSON.stringify(args, Object.keys(args).length ? sorted : undefined)})`;

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

function complete(type: TypeNode, field: Field, key: string): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return whole(type.type, field, key);
  return oneIn(`${key}?`, 8) ? null : whole(type, field, key);
}

function whole(type: TypeNode, field: Field, key: string): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) return whole(type.type, field, key);
  if (type.kind === Kind.LIST_TYPE)
    return Array.from({ length: hashOf(`${key}#`) % 3 }, (_, i) => complete(type.type, field, `${key}[${i}]`));
  const name = type.name.value;
  const hash = hashOf(key);
  if (field.objects) return field.objects[hash % field.objects.length]!;
  if (field.values) return field.values[hash % field.values.length]!;
  return scalars[name]?.(hash) ?? { __typename: name, uid: key };
}
