import { type Data, isInherited } from '../../record.js';
import type { EntitySlot } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { flatten, noRepresentation, objectWriter, type RepresentationField, type Writer } from './representations.js';

/** The key of a fetch for entities of one runtime type: it identifies an entity, and writes its representation. */
export interface EntityKey {
  /** Two keys with the same name write the same representation for the same values. */
  readonly name: string;
  /** The key fields if all are scalars without aliases; undefined if entities must be compared by their representation. */
  readonly fields?: readonly string[];
  readonly write: Writer;
  /** Whether the entity has no other field than its key. */
  isAll(entity: Data): boolean;
}

/** Returns the key of an entity; undefined if its __typename is not a type of the supergraph. */
export type EntityKeys = (entity: Data) => EntityKey | undefined;

/** Compiles the keys of a slot. The key of a runtime type is compiled for the first entity of that type. */
export function compileKeys(slot: EntitySlot, types: TypeConditions): EntityKeys {
  const keys = new Map<string, EntityKey>();
  return (entity) => {
    const typename = entity.__typename;
    if (typeof typename !== 'string') return undefined;
    let key = keys.get(typename);
    if (!key) {
      // A subgraph that returns unknown type names must not fill the map.
      if (!types.all.has(typename)) return undefined;
      key = compileKey(slot, typename, types);
      keys.set(typename, key);
    }
    return key;
  };
}

function compileKey(slot: EntitySlot, typename: string, types: TypeConditions): EntityKey {
  const required = flatten(slot.requires, typename, types);
  const sent = sentName(slot, typename, types);
  const isUnnamed = sent !== undefined && required.length > 0 && required.every(({ key }) => key !== '__typename');
  const all = isUnnamed ? [typenameField, ...required] : required;
  const fields = all.filter(({ name }) => name !== '__typename');
  const write = all.length ? objectWriter(all, typename, types, sent) : noRepresentation;
  if (write === noRepresentation || !fields.every(isPlain)) return { name: typename, write, isAll: () => false };
  const names = fields.map(({ name }) => name);
  const isAll = (entity: Data) => hasExactly(entity, names.length + 1) && names.every((name) => isScalar(entity[name]));
  const isNamed = all.length > fields.length;
  return { name: `${typename} ${isNamed} ${names.join(' ')}`, fields: names, write, isAll };
}

const typenameField: RepresentationField = { name: '__typename', key: '__typename' };

/** The `__typename` that representations of a runtime type have, where it is that of an interface object. */
function sentName({ inputRewrites }: EntitySlot, typename: string, types: TypeConditions): string | undefined {
  let sent: string | undefined;
  for (const { path, change } of inputRewrites) {
    const last = path.at(-1);
    if (!last || !('key' in last) || last.key !== '__typename' || !('set' in change))
      throw new Error('An input rewrite sets a field other than the __typename of a representation.');
    const isFor = path.slice(0, -1).every((step) => 'types' in step && types.admittedByAny(step.types).has(typename));
    if (isFor) sent = String(change.set);
  }
  return sent;
}

const isPlain = ({ name, key, selections }: RepresentationField): boolean =>
  name === key && !selections && !isInherited(name);

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

function hasExactly(entity: Data, size: number): boolean {
  let left = size;
  for (const _ in entity) if (--left < 0) return false;
  return left === 0;
}
