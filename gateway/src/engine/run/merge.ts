import { type Data, isRecord } from '../../record.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';

/**
 * Adds what a fetch brought to what is known. A null never takes the place of a value, nor any name that of a runtime
 * type: only the name of an interface, as which an interface object answers, gives way to one of its types.
 * @param trusted whether another value takes the place of a known one
 * @returns whether it would have, were it trusted
 */
export function merge(target: Data, source: Data, types: TypeConditions, trusted: boolean): boolean {
  let atOdds = false;
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue; // assigning it would change what the target inherits
    const next = source[key];
    const old = Object.hasOwn(target, key) ? target[key] : undefined;
    if (old === undefined || old === null) target[key] = next;
    else if (next === null || next === old) continue;
    else if (key === '__typename') target[key] = types.narrowed(old, next);
    else if (isMergeable(old, next)) atOdds = mergeInto(old, next, types, trusted) || atOdds;
    else if (trusted) target[key] = next;
    else atOdds = true;
  }
  return atOdds;
}

const isMergeable = (old: unknown, next: unknown): boolean =>
  isRecord(old) ? isRecord(next) : Array.isArray(old) && Array.isArray(next);

function mergeInto(old: unknown, next: unknown, types: TypeConditions, trusted: boolean): boolean {
  return Array.isArray(old)
    ? mergeLists(old, next as readonly unknown[], types, trusted)
    : merge(old as Data, next as Data, types, trusted);
}

function mergeLists(old: unknown[], next: readonly unknown[], types: TypeConditions, trusted: boolean): boolean {
  let atOdds = old.length !== next.length;
  const length = trusted ? next.length : Math.min(old.length, next.length);
  for (let i = 0; i < length; i++) {
    const was = old[i];
    const is = next[i];
    if (was === undefined || was === null) old[i] = is;
    else if (is === null || is === was) continue;
    else if (isMergeable(was, is)) atOdds = mergeInto(was, is, types, trusted) || atOdds;
    else if (trusted) old[i] = is;
    else atOdds = true;
  }
  return atOdds;
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
