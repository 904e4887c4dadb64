import { isEnumType, isLeafType, isNonNullType, isSpecifiedScalarType } from 'graphql';
import { type Data, isInherited } from '../../record.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import type { EntityKeys } from './entity-key.js';

/** Returns whether a fetched object can be the entity that was requested. */
export type SameEntity = (entity: Data, fetched: Data) => boolean;

/**
 * Compiles the comparison of __typename and of those key fields that the fetch selects. A fetch selects a key field only
 * if the client or a later fetch needs it.
 * @param fetchedKeys the response keys that the fetch selects on the entity
 */
export function compileSameEntity(
  keyOf: EntityKeys,
  fetchedKeys: () => ReadonlySet<string>,
  types: TypeConditions,
): SameEntity {
  const comparedByType = new Map<unknown, readonly string[]>();
  return (entity, fetched) => {
    const { __typename: type } = entity;
    const typename = fetched.__typename;
    if (typename !== type && typename !== undefined && !types.fits(type, typename)) return false;
    let compared = comparedByType.get(type);
    if (!compared) {
      const fields = keyOf(entity)?.fields ?? [];
      compared = fields.filter((name) => fetchedKeys().has(name) && isComparable(type, name, types));
      comparedByType.set(type, compared);
    }
    for (const name of compared) if (!isEqual(entity[name], fetched[name])) return false;
    return true;
  };
}

/** Whether equal values are written alike by all subgraphs: true of built-in scalars and enums, not of a custom Date. */
function isComparable(type: unknown, name: string, types: TypeConditions): boolean {
  const declared = types.typeOf(type as string, name);
  const bare = isNonNullType(declared) ? declared.ofType : declared;
  return !isInherited(name) && isLeafType(bare) && (isEnumType(bare) || isSpecifiedScalarType(bare));
}

/** An ID may be returned as a number. A missing or null key field is not a difference. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b || b === undefined || b === null) return true;
  return typeof a !== 'object' && typeof b !== 'object' && String(a) === String(b);
}
