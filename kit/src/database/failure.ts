import { CabildoError } from '../errors.js';

const unavailable = /^(08|57P0|53|3D)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** query_canceled: by this process, by an administrator, or by `statement_timeout`. */
const CANCELLED = '57014';
/** Class 22, data exception: for example a text with a NUL character, or a number out of range. */
const dataException = /^22...$/;

/** Maps an error of PostgreSQL, by its SQLSTATE, to the error that clients see; undefined for any other error. */
export function databaseFailure(error: unknown): CabildoError | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return undefined;
  if (unavailable.test(code))
    return new CabildoError('DATABASE_UNAVAILABLE', 'The database of this subgraph cannot be reached.', {
      cause: error,
    });
  if (code === CANCELLED)
    return new CabildoError('CUT_SHORT', 'The database cancelled the statement before it was complete.', {
      cause: error,
    });
  if (dataException.test(code))
    return new CabildoError(
      'BAD_ARGUMENT',
      'An argument has a value that the database cannot compare with the recorded values.',
      {
        cause: error,
      },
    );
  return undefined;
}
