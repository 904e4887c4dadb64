/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Serializes to canonical JSON (RFC 8785): names sorted by UTF-16 code units, no white space, ECMAScript numbers. */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name]!)}`).join(',')}}`;
}

// Array.isArray alone does not narrow a read-only array.
const isList = (value: object): value is readonly Json[] => Array.isArray(value);
