import { CabildoError } from '../errors.js';

const unavailable = /^(08|57P0|53|3D)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** query_canceled: by us, by whoever runs the database, or by a statement_timeout that it has. */
const CANCELLED = '57014';
/** Class 22, data exception: a text with a NUL, a number out of range, a cursor that was tampered with. */
const unacceptable = /^22...$/;

/** A failure of the database as a client may read it; undefined where it is no such failure. */
export function databaseFailure(error: unknown): CabildoError | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return undefined;
  if (unavailable.test(code))
    return new CabildoError('DATABASE_UNAVAILABLE', 'The database of this subgraph cannot be reached.', {
      cause: error,
    });
  if (code === CANCELLED)
    return new CabildoError('CUT_SHORT', 'The database ended what it was reading before it was done.', {
      cause: error,
    });
  if (unacceptable.test(code))
    return new CabildoError(
      'BAD_ARGUMENT',
      'An argument holds a value that cannot be compared with what is recorded.',
      {
        cause: error,
      },
    );
  return undefined;
}
