export type Data = Record<string, unknown>;

/** An object that is neither null nor a list. */
export function isRecord(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `constructor` and its kin are fair names of a field: only what an object holds itself counts. */
export const isInherited = (key: string): boolean => key in Object.prototype;

export function own(object: Data, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
