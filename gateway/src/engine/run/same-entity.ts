import { isEnumType, isLeafType, isNonNullType, isSpecifiedScalarType } from 'graphql';
import { type Data, isInherited } from '../../record.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import type { EntityKeys } from './entity-key.js';

/** Whether what was fetched for an entity may be that entity. */
export type SameEntity = (entity: Data, fetched: Data) => boolean;

/**
 * Compares the type and the key's fields, where the fetch asks for them: it asks for what the client or a later fetch
 * wants, no more. Without them nobody can tell one entity from another.
 * @param fetchedKeys what the fetch asks for of each
 */
export function compileSameEntity(
  keyOf: EntityKeys,
  fetchedKeys: () => ReadonlySet<string>,
  types: TypeConditions,
): SameEntity {
  const known = new Map<unknown, readonly string[]>();
  return (entity, fetched) => {
    const { __typename: type } = entity;
    const said = fetched.__typename;
    if (said !== type && said !== undefined && !types.fits(type, said)) return false;
    let echoed = known.get(type);
    if (!echoed) {
      const fields = keyOf(entity)?.fields ?? [];
      echoed = fields.filter((name) => fetchedKeys().has(name) && isComparable(type, name, types));
      known.set(type, echoed);
    }
    for (const name of echoed) if (!isEqual(entity[name], fetched[name])) return false;
    return true;
  };
}

/** Two subgraphs may write one date in two ways, but not one ID. */
function isComparable(type: unknown, name: string, types: TypeConditions): boolean {
  const declared = types.typeOf(type as string, name);
  const bare = isNonNullType(declared) ? declared.ofType : declared;
  return !isInherited(name) && isLeafType(bare) && (isEnumType(bare) || isSpecifiedScalarType(bare));
}

/** An ID may come as a number. What is left out, or null, contradicts nothing. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b || b === undefined || b === null) return true;
  return typeof a !== 'object' && typeof b !== 'object' && String(a) === String(b);
}
