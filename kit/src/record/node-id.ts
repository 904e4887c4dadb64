/**
 * An id that no other object of any type has: `Observation:15031/pobreza_pct/2020`. Clients treat it as opaque.
 *
 * @param key values that identify the object within its type
 */
export const nodeId = (type: string, key: readonly unknown[]): string =>
  `${type}:${key.map((value) => encodeURIComponent(String(value))).join('/')}`;
