// A generated subgraph: what it defines, as text and with resolvers.
import { GraphQLError } from 'graphql';
import { type TestSubgraph, testSubgraph } from '../subgraphs.js';
import { type Field, type Fields, madeOf, type Thing, valueIn, type World } from './world.js';

/** A field as it stands in one subgraph. */
export interface Placed {
  readonly field: Field;
  readonly directives: Set<string>;
  /** Its value is given by the gateway, or by a field that provides it. */
  external?: boolean;
  /** Another subgraph has taken it over: what it says here is wrong. */
  taken?: boolean;
  /** Fields below that come with it. */
  provides?: string;
}

export interface Definition {
  readonly kind: 'type' | 'interface' | 'union' | 'enum' | 'input';
  readonly name: string;
  readonly directives: Set<string>;
  readonly interfaces: Set<string>;
  readonly fields: Map<string, Placed>;
  /** Members of a union, values of an enum, fields of an input, as they are spelled. */
  readonly members: readonly string[];
  /** It is an interface elsewhere: what it is here has the interface's name. */
  readonly isInterfaceObject?: boolean;
}

export class Part {
  readonly definitions = new Map<string, Definition>();

  constructor(readonly name: string) {}

  define(kind: Definition['kind'], name: string, more: Partial<Definition> = {}): Definition {
    const definition = {
      ...{ kind, name, directives: new Set<string>(), interfaces: new Set<string>(), members: [] },
      fields: new Map<string, Placed>(),
      ...more,
    };
    this.definitions.set(name, definition);
    return definition;
  }

  get sdl(): string {
    return ['scalar Long', ...[...this.definitions.values()].map(textOf)].join('\n');
  }

  subgraph(world: World): TestSubgraph {
    return testSubgraph(this.name, this.sdl, resolversOf(this, world));
  }
}

function textOf({ kind, name, directives, interfaces, fields, members }: Definition): string {
  const marks = [...directives].map((it) => ` ${it}`).join('');
  if (kind === 'union') return `union ${name}${marks} = ${members.join(' | ')}`;
  if (kind === 'enum' || kind === 'input') return `${kind} ${name}${marks} { ${members.join(' ')} }`;
  const implemented = interfaces.size ? ` implements ${[...interfaces].join(' & ')}` : '';
  return `${kind} ${name}${implemented}${marks} {\n${[...fields.values()].map(fieldText).join('\n')}\n}`;
}

function fieldText({ field: { name, args, type }, directives }: Placed): string {
  const list = args.map(
    (it) => `${it.name}: ${it.type}${it.defaultValue === undefined ? '' : ` = ${it.defaultValue}`}`,
  );
  const marks = [...directives].map((it) => ` ${it}`).join('');
  return `  ${name}${list.length ? `(${list.join(', ')})` : ''}: ${type}${marks}`;
}

/** An object in a subgraph: what the gateway has handed over of it, and what was provided with it. */
interface Known extends Thing {
  readonly given?: Readonly<Record<string, unknown>>;
  readonly provided?: string;
}

function resolversOf(part: Part, world: World): Record<string, Record<string, unknown>> {
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const definition of part.definitions.values()) {
    if (definition.kind !== 'type' && definition.kind !== 'interface') continue;
    const entity = [...definition.directives].some((it) => it.startsWith('@key'));
    const own: Record<string, unknown> = entity ? { __resolveReference: finder(definition, world) } : {};
    if (definition.kind === 'type')
      for (const placed of definition.fields.values()) own[placed.field.name] = resolver(placed, part, definition.name);
    resolvers[definition.name] = own;
  }
  return resolvers;
}

/** Finds the object that a representation is of, by whatever keys it has. */
function finder({ name, isInterfaceObject }: Definition, { entities }: World) {
  return (given: Record<string, unknown>): Known | null => {
    for (const { things, keys, name: type } of entities.values()) {
      if (type !== name && !entities.get(type)?.interfaces.has(name)) continue;
      const fields: Fields = new Map(keys.flatMap((key) => key.fields.map((it) => [it.name, it] as const)));
      const named = [...fields.values()].filter((field) => field.name in given);
      const found = things.find(({ uid }) => named.length && named.every((it) => isSame(uid, it, given[it.name])));
      if (found) return { ...found, __typename: isInterfaceObject ? name : type, given };
    }
    return null;
  };
}

function isSame(uid: string, field: Field, given: unknown): boolean {
  const value = field.fixed?.(uid);
  return typeof given === 'object' ? (given as { uid?: string; a?: string })?.a === uid : given === value;
}

function resolver({ field, external, taken, provides }: Placed, part: Part, type: string) {
  return ({ uid, given, provided }: Known = { uid: type, __typename: type }, args: Record<string, unknown>) => {
    if (external && provided !== field.name)
      throw new GraphQLError(`${type}.${field.name} is external to ${part.name}`);
    const value = taken
      ? valueIn(`${uid}~`, field, args)
      : field.requires
        ? madeOf(uid, field, args, handedOver(field, given))
        : valueIn(uid, field, args);
    return localised(value, part, provides);
  };
}

/** What a field requires, as the gateway has handed it over. */
function handedOver({ name, requires = [] }: Field, given: Readonly<Record<string, unknown>> = {}): unknown[] {
  return requires.map(({ field, below }) => {
    const value = given[field.name];
    if (value === undefined) throw new GraphQLError(`${name} was asked for without ${field.name}`);
    return below ? picked(value, below) : value;
  });
}

function picked(value: unknown, below: readonly Field[]): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => picked(item, below));
  return below.map(({ name }) => (value as Record<string, unknown>)[name]);
}

/** An object of an interface that is an object here has the interface's name. */
function localised(value: unknown, part: Part, provided: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => localised(item, part, provided));
  if (typeof value !== 'object' || value === null) return value;
  const thing = value as Thing;
  const known = part.definitions.has(thing.__typename);
  const other = [...part.definitions.values()].find(({ isInterfaceObject }) => isInterfaceObject);
  return { ...thing, __typename: known || !other ? thing.__typename : other.name, provided };
}
