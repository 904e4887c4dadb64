import { type Data, isInherited } from '../../record.js';
import type { EntitySlot } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { type Field, flatten, nothing, objectWriter, type Writer } from './representations.js';
import { compileRewrite } from './rewrites.js';

/** How entities of one runtime type are told apart, and told to a subgraph, by what a fetch requires of them. */
export interface EntityKey {
  /** The same for keys whose equal values are equal representations. */
  readonly name: string;
  /** The required fields, where all are scalars under their own names: equal values of them are an equal key. */
  readonly fields?: readonly string[];
  readonly write: Writer;
  /** Whether the entity holds nothing else. */
  isAll(entity: Data): boolean;
}

/** @returns undefined for what is no entity of a known type */
export type EntityKeys = (entity: Data) => EntityKey | undefined;

/** Compiles the keys of a slot, one per runtime type, when that type is first met. */
export function compileKeys(slot: EntitySlot, types: TypeConditions): EntityKeys {
  const keys = new Map<string, EntityKey>();
  return (entity) => {
    const typename = entity.__typename;
    if (typeof typename !== 'string') return undefined;
    let key = keys.get(typename);
    if (!key) {
      // A subgraph that makes names up must not fill the map.
      if (!types.all.has(typename)) return undefined;
      key = compileKey(slot, typename, types);
      keys.set(typename, key);
    }
    return key;
  };
}

function compileKey(slot: EntitySlot, typename: string, types: TypeConditions): EntityKey {
  const all = flatten(slot.requires, typename, types);
  const fields = all.filter(({ name }) => name !== '__typename');
  const write = writerOf(slot, all, typename, types);
  if (write === nothing || slot.inputRewrites.length || !fields.every(isPlain))
    return { name: typename, write, isAll: () => false };
  const names = fields.map(({ name }) => name);
  const isAll = (entity: Data) => hasExactly(entity, names.length + 1) && names.every((name) => isScalar(entity[name]));
  const isNamed = all.length > fields.length;
  return { name: `${typename} ${isNamed} ${names.join(' ')}`, fields: names, write, isAll };
}

function writerOf(slot: EntitySlot, fields: readonly Field[], typename: string, types: TypeConditions): Writer {
  if (fields.every(({ name }) => name === '__typename')) return nothing;
  const write = objectWriter(fields, typename, types);
  if (!slot.inputRewrites.length) return write;
  const rewriters = slot.inputRewrites.map((rewrite) => compileRewrite(rewrite, types));
  return (entity) => {
    const text = write(entity);
    if (text === undefined) return undefined;
    const representation: unknown = JSON.parse(text);
    for (const rewrite of rewriters) rewrite(representation);
    return JSON.stringify(representation);
  };
}

const isPlain = ({ name, key, selections }: Field): boolean => name === key && !selections && !isInherited(name);

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

function hasExactly(entity: Data, size: number): boolean {
  let left = size;
  for (const _ in entity) if (--left < 0) return false;
  return left === 0;
}
