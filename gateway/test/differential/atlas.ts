// A world while it is drawn: its subgraphs, its types, and what stands where.
import { levels, refFields, sorts } from './draw-types.js';
import { type Definition, Part, type Placed } from './part.js';
import { hashOf, type Random } from './random.js';
import type { Entity, Field, Fields, Thing, World } from './world.js';

export interface PlainInterface {
  readonly objects: readonly Entity[];
  /** What each subgraph that has it knows of it. */
  readonly homes: ReadonlyMap<Part, readonly Field[]>;
}

export class Atlas {
  readonly entities = new Map<string, Entity>();
  readonly values = new Map<string, readonly Field[]>([['Ref', refFields]]);
  readonly interfaces = new Map<string, PlainInterface>();
  readonly fields = new Map<string, Fields>();
  /** The members of the union `Hit`. */
  hits: readonly Entity[] = [];
  /** Where the interface `Record` has its objects, and where it is an object itself. */
  record?: { readonly home: Part; readonly objectHomes: readonly Part[]; readonly fields: readonly Field[] };

  constructor(
    readonly parts: readonly Part[],
    readonly random: Random,
  ) {}

  get world(): World {
    return { entities: this.entities, fields: this.fields };
  }

  /** Whether a subgraph may speak of a type. */
  allows(part: Part, type: string): boolean {
    const { record } = this;
    if (type === 'Record') return record?.home === part || Boolean(record?.objectHomes.includes(part));
    if (this.entities.get(type)?.interfaces.size) return !record?.objectHomes.includes(part);
    if (type === 'Hit') return this.#hitsIn(part).length > 0;
    if (this.interfaces.has(type)) return this.interfaces.get(type)!.homes.has(part);
    return (this.values.get(type) ?? []).every(({ type }) => this.allows(part, named(type)));
  }

  /** The objects that a field of the type may be where a subgraph owns it. */
  objectsOf(part: Part, type: string): readonly Thing[] | undefined {
    const all = (entities: readonly Entity[]): Thing[] => entities.flatMap(({ things }) => things);
    if (this.entities.has(type)) return this.entities.get(type)!.things;
    if (type === 'Hit') return all(this.#hitsIn(part));
    if (type === 'Record') return all([...this.entities.values()].filter(({ interfaces }) => interfaces.size));
    return this.interfaces.has(type) ? all(this.interfaces.get(type)!.objects) : undefined;
  }

  /** The values that a field of the enum may have where a subgraph owns it. */
  valuesOf(part: Part, type: string): readonly string[] | undefined {
    if (type === 'Level') return levels;
    return type === 'Tone' ? someIn(part, 'tone', ['LOW', 'MILD', 'HIGH'], []) : undefined;
  }

  place(part: Part, type: string, field: Field): Placed {
    const { fields } = this.touch(part, type);
    for (const other of [field.type, ...field.args.map((it) => it.type)].map(named))
      if (!builtIn.has(other)) this.touch(part, other);
    const placed = fields.get(field.name) ?? { field, directives: new Set<string>() };
    fields.set(field.name, placed);
    const known = this.fields.get(type) ?? new Map<string, Field>();
    this.fields.set(type, known.set(field.name, field));
    return placed;
  }

  /** Where a field stands with a value of its own. */
  owners(type: string, name: string): Part[] {
    return this.parts.filter((part) => {
      const placed = part.definitions.get(type)?.fields.get(name);
      return placed && !placed.external && !placed.taken;
    });
  }

  /** Defines a type in a subgraph, as little of it as can be. */
  touch(part: Part, type: string): Definition {
    return part.definitions.get(type) ?? this.#define(part, type);
  }

  #define(part: Part, type: string): Definition {
    const entity = this.entities.get(type);
    if (entity) return this.#defineEntity(part, entity);
    if (type === 'Record') return this.#defineRecord(part);
    const members = this.#membersIn(part, type);
    if (members) {
      for (const member of type === 'Hit' ? members : []) this.touch(part, member);
      return part.define(type === 'Hit' ? 'union' : type === 'Filter' ? 'input' : 'enum', type, { members });
    }
    const plain = this.interfaces.get(type);
    if (plain) return this.#defineInterface(part, type, plain);
    const value = this.values.get(type);
    const definition = part.define('type', type, value && { directives: new Set(['@shareable']) });
    for (const field of value ?? []) this.place(part, type, field);
    return definition;
  }

  #defineEntity(part: Part, { name, keys, interfaces }: Entity): Definition {
    const definition = part.define('type', name);
    const key = this.record?.home === part && interfaces.size ? keys[0]! : this.random.pick(keys);
    this.addKey(part, name, key.text, key.fields, false);
    return definition;
  }

  addKey(part: Part, type: string, text: string, fields: readonly Field[], resolvable: boolean): void {
    const { directives } = this.touch(part, type);
    directives.delete(`@key(fields: "${text}", resolvable: false)`);
    directives.add(`@key(fields: "${text}"${resolvable ? '' : ', resolvable: false'})`);
    for (const field of fields) this.place(part, type, field);
  }

  #defineInterface(part: Part, name: string, { objects, homes }: PlainInterface): Definition {
    const definition = part.define('interface', name);
    const fields = homes.get(part)!;
    for (const field of fields) this.place(part, name, field);
    for (const { name: object } of objects) {
      this.touch(part, object).interfaces.add(name);
      for (const field of fields) this.place(part, object, field).directives.add('@shareable');
    }
    return definition;
  }

  #defineRecord(part: Part): Definition {
    const isInterfaceObject = this.record!.home !== part;
    const directives = new Set(isInterfaceObject ? ['@interfaceObject'] : []);
    const definition = part.define(isInterfaceObject ? 'type' : 'interface', 'Record', {
      directives,
      isInterfaceObject,
    });
    const [key] = [...this.entities.values()][0]!.keys;
    this.addKey(part, 'Record', key!.text, key!.fields, true);
    if (isInterfaceObject) return definition;
    for (const field of this.record!.fields) this.place(part, 'Record', field);
    for (const { name, interfaces } of this.entities.values()) {
      if (!interfaces.has('Record')) continue;
      this.touch(part, name).interfaces.add('Record');
      this.addKey(part, name, key!.text, key!.fields, true);
      for (const field of this.record!.fields) this.place(part, name, field);
    }
    return definition;
  }

  #hitsIn(part: Part): readonly Entity[] {
    const allowed = this.hits.filter(({ name }) => this.allows(part, name));
    const some = someIn(
      part,
      'hits',
      allowed.map(({ name }) => name),
      [],
    );
    return allowed.filter(({ name }) => some.includes(name));
  }

  #membersIn(part: Part, type: string): readonly string[] | undefined {
    if (type === 'Hit') return this.#hitsIn(part).map(({ name }) => name);
    if (type === 'Sort') return someIn(part, 'sort', sorts, ['ASC']);
    if (type === 'Filter') return ['a: Int = 7', 'b: [String!]', 'deep: Filter', `of${part.name}: Int`];
    return this.valuesOf(part, type);
  }
}

const builtIn = new Set(['Int', 'Float', 'String', 'Boolean', 'ID', 'Long']);

/** Some of a list, the same ones each time that a subgraph is asked, and what must be among them. */
function someIn(part: Part, what: string, list: readonly string[], must: readonly string[]): readonly string[] {
  const some = list.filter((it) => must.includes(it) || hashOf(`${part.name}${what}${it}`) % 3 > 0);
  return some.length ? some : list.slice(0, 1);
}

export const named = (type: string): string => type.replace(/[[\]!]/g, '');
