import { ExactDecimal } from '../../exact-json.js';
import { type Data, isRecord } from '../../record.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';

/**
 * Merges fetched data into existing data. A null never replaces a value. A `__typename` is only replaced if it is the
 * name of an interface, from an interface object, and the new one is a type of that interface.
 * @param overwrite whether fetched values replace different existing values
 * @returns whether a fetched value differs from an existing one
 */
export function merge(target: Data, source: Data, types: TypeConditions, overwrite: boolean): boolean {
  let differs = false;
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue; // assigning it would change what the target inherits
    const next = source[key];
    const old = Object.hasOwn(target, key) ? target[key] : undefined;
    if (old === undefined || old === null) target[key] = next;
    else if (next === null || next === old) continue;
    else if (key === '__typename') target[key] = types.narrowed(old, next);
    else if (isMergeable(old, next)) differs = mergeInto(old, next, types, overwrite) || differs;
    else if (overwrite) target[key] = next;
    else differs = true;
  }
  return differs;
}

const isMergeable = (old: unknown, next: unknown): boolean =>
  isRecord(old) ? isRecord(next) : Array.isArray(old) && Array.isArray(next);

function mergeInto(old: unknown, next: unknown, types: TypeConditions, overwrite: boolean): boolean {
  return Array.isArray(old)
    ? mergeLists(old, next as readonly unknown[], types, overwrite)
    : merge(old as Data, next as Data, types, overwrite);
}

function mergeLists(old: unknown[], next: readonly unknown[], types: TypeConditions, overwrite: boolean): boolean {
  let differs = old.length !== next.length;
  const length = overwrite ? next.length : Math.min(old.length, next.length);
  for (let i = 0; i < length; i++) {
    const was = old[i];
    const is = next[i];
    if (was === undefined || was === null) old[i] = is;
    else if (is === null || is === was) continue;
    else if (isMergeable(was, is)) differs = mergeInto(was, is, types, overwrite) || differs;
    else if (overwrite) old[i] = is;
    else differs = true;
  }
  return differs;
}

/** Whether no field of the object is an object or a list. */
export function isFlat(object: Data): boolean {
  for (const key in object) if (typeof object[key] === 'object' && object[key] !== null) return false;
  return true;
}

/** Returns a deep copy, so that a later fetch may add fields to it. */
export function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof ExactDecimal) return value;
  if (Array.isArray(value)) return value.map(copy);
  const out: Data = {};
  for (const key of Object.keys(value)) if (key !== '__proto__') out[key] = copy((value as Data)[key]);
  return out;
}
