import { type Data, isRecord } from '../record.js';
import type { TypeConditions } from './type-conditions.js';

/**
 * Adds what a fetch brought to what is known. A null never takes the place of a value, nor the name of an interface,
 * as which an interface object answers, that of a runtime type.
 */
export function merge(target: Data, source: Data, types: TypeConditions): void {
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue; // assigning it would change what the target inherits
    const next = source[key];
    const old = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isRecord(next) && isRecord(old)) {
      if (next !== old) merge(old, next, types);
    } else if (Array.isArray(next) && Array.isArray(old)) mergeLists(old, next, types);
    else if (old === undefined) target[key] = next;
    else if (next !== null && !(key === '__typename' && types.isAbstract(next))) target[key] = next;
  }
}

function mergeLists(old: unknown[], next: readonly unknown[], types: TypeConditions): void {
  if (old === next) return;
  for (let i = 0; i < next.length; i++) {
    const was = old[i];
    const is = next[i];
    if (isRecord(was) && isRecord(is)) {
      if (was !== is) merge(was, is, types);
    } else if (Array.isArray(was) && Array.isArray(is)) mergeLists(was, is, types);
    else if (is !== null || was === undefined) old[i] = is;
  }
}

/** Whether it holds neither objects nor lists. */
export function isFlat(object: Data): boolean {
  for (const key in object) if (typeof object[key] === 'object' && object[key] !== null) return false;
  return true;
}

/** A copy that a later fetch may add to. */
export function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  const out: Data = {};
  for (const key of Object.keys(value)) if (key !== '__proto__') out[key] = copy((value as Data)[key]);
  return out;
}
