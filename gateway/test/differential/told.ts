import type { ExecutionResult } from 'graphql';
import { parseExact, stringifyExact } from '../../src/exact-json.js';

/** An answer, and where it tells errors. */
export interface Told {
  readonly data: unknown;
  readonly errors: readonly string[];
}

/**
 * Of several errors that led to one null, GraphQL asks for one: an error below a null that has bubbled up counts as one
 * of that null. Every other has its own place.
 */
export function toldBy({ data, errors = [] }: ExecutionResult): Told {
  const shown = parseExact(stringifyExact(data ?? null));
  return { data: shown, errors: [...new Set(errors.map(({ path }) => placeOf(path ?? [], shown)))].sort() };
}

function placeOf(path: readonly (string | number)[], data: unknown): string {
  let value = data;
  let length = 0;
  while (length < path.length && value !== null && value !== undefined) value = (value as never)[path[length++]!];
  return JSON.stringify(path.slice(0, length));
}
