import { isBefore, type Moment } from './moment.js';
import { common, type Names, without } from './name-set.js';
import { violation } from './violation.js';

/** A `__typename` that a fetch wrote. */
interface WrittenName {
  /** Undefined: the runtime type. Otherwise an interface, as which an interface object is known. */
  readonly abstract?: string;
  readonly at: Moment;
}

/** A response key of a symbolic object, and the field that fetches wrote under it. */
export interface SymbolicField {
  readonly name: string;
  readonly args: string;
  /** The fetches that wrote it. */
  readonly writtenAt: Moment[];
  /** Of a field that has selections. */
  readonly object?: SymbolicObject;
  /** The client requested it, or a representation contains it. */
  used: boolean;
}

/** What is known of objects of some runtime types, which are alike so far. */
export interface Case {
  readonly types: Names;
  readonly names: WrittenName[];
  readonly fields: Map<string, SymbolicField>;
}

/** Whether nothing wrote the `__typename`, or what did. */
export type KnownName = 'unknown' | 'runtime' | { readonly abstract: string };

/**
 * Every object that may be at one path of the response, by its runtime type. A case is split when something
 * distinguishes its types.
 */
export class SymbolicObject {
  constructor(public cases: Case[]) {}

  /** The cases of these types alone, split off from others if need be. */
  only(types: Names): Case[] {
    const inside: Case[] = [];
    this.cases = this.cases.flatMap((it) => {
      const inBoth = common(it.types, types);
      if (!inBoth.size) return [it];
      if (inBoth.size === it.types.size) {
        inside.push(it);
        return [it];
      }
      const part = copyOf(it, inBoth);
      inside.push(part);
      return [part, { ...it, types: without(it.types, inBoth) }];
    });
    return inside;
  }

  /**
   * Adds what another fetch brought of the same field. Each subgraph returns the object, or it is none of theirs: it is of
   * a type that both have.
   */
  mergeShared(other: SymbolicObject, path: string): void {
    const types = common(typesOf(this), typesOf(other));
    for (const it of [this, other]) it.cases = it.only(types);
    this.merge(other, path);
  }

  /** Adds what a fetch brought. @throws Violation if a response key has another field already */
  merge({ cases }: SymbolicObject, path: string): void {
    for (const source of cases) {
      const known = this.only(source.types);
      for (const target of known) mergeCase(target, source, path);
      const added = known.reduce((types: Names, it) => without(types, it.types), source.types);
      if (added.size) this.cases.push(copyOf(source, added));
    }
  }
}

const typesOf = ({ cases }: SymbolicObject): Names => new Set(cases.flatMap(({ types }) => [...types]));

export function emptyCase(types: Iterable<string>): Case {
  return { types: new Set(types), names: [], fields: new Map() };
}

function copyOf({ names, fields }: Case, types: Names): Case {
  const copied = [...fields].map(([key, field]): [string, SymbolicField] => [key, copyOfField(field)]);
  return { types, names: [...names], fields: new Map(copied) };
}

function copyOfField(field: SymbolicField): SymbolicField {
  const object = field.object && new SymbolicObject(field.object.cases.map((it) => copyOf(it, it.types)));
  return { ...field, writtenAt: [...field.writtenAt], object };
}

export function mergeCase(target: Case, source: Case, path: string): void {
  target.names.push(...source.names);
  for (const [key, field] of source.fields) {
    const known = target.fields.get(key);
    if (!known) target.fields.set(key, copyOfField(field));
    else mergeField(known, field, path ? `${path}.${key}` : key);
  }
}

function mergeField(known: SymbolicField, field: SymbolicField, path: string): void {
  if (known.name !== field.name || known.args !== field.args)
    violation(`The response has ${requestOf(known)} and ${requestOf(field)} both at ${path}.`);
  known.writtenAt.push(...field.writtenAt);
  if (known.object && field.object) known.object.mergeShared(field.object, path);
}

export const requestOf = ({ name, args }: { readonly name: string; readonly args: string }): string =>
  args ? `${name}(${args})` : name;

export function nameAt({ names }: Case, moment: Moment): KnownName {
  const visible = names.filter(({ at }) => isBefore(at, moment));
  if (visible.some(({ abstract }) => abstract === undefined)) return 'runtime';
  const [first] = visible;
  return first?.abstract === undefined ? 'unknown' : { abstract: first.abstract };
}

/** The field under a response key, if a fetch that ends before the moment wrote it. */
export function fieldAt({ fields }: Case, key: string, moment: Moment): SymbolicField | undefined {
  const field = fields.get(key);
  return field?.writtenAt.some((at) => isBefore(at, moment)) ? field : undefined;
}
