import { CabildoError } from '../errors.js';

const unavailable = /^(08|57P0|53)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;

/** A failure of the database as a client may read it; undefined where it is no such failure. */
export function databaseFailure(error: unknown): CabildoError | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !unavailable.test(code)) return undefined;
  return new CabildoError('DATABASE_UNAVAILABLE', 'The database of this subgraph cannot be reached.', { cause: error });
}
