import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DatabaseConnection,
  type Kysely,
  QueryCreator,
  type QueryExecutor,
  type QueryExecutorProvider,
} from 'kysely';
import { CabildoError } from '../errors.js';
import type { Tables } from './database.js';

/**
 * The reads of one call. What PostgreSQL is doing for it when nobody waits for the answer any more is cancelled, and
 * nothing more is begun: that throws CUT_SHORT.
 */
export class CallReads extends QueryCreator<Tables> implements QueryExecutorProvider {
  readonly #executor: QueryExecutor;

  constructor(reads: Kysely<Tables>, ended: AbortSignal) {
    const inner = reads.getExecutor();
    const executor = inner.withConnectionProvider({
      provideConnection: (use, options) =>
        inner.provideConnection((connection) => use(endable(connection, ended)), options),
    });
    super({ executor });
    this.#executor = executor;
  }

  getExecutor(): QueryExecutor {
    return this.#executor;
  }
}

const LONGEST_PAUSE_MS = 2_000;

const endable = (connection: DatabaseConnection, ended: AbortSignal): DatabaseConnection => ({
  executeQuery: (query, options) => untilEnded(connection, ended, () => connection.executeQuery(query, options)),
  streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
});

async function untilEnded<Result>(connection: DatabaseConnection, ended: AbortSignal, run: () => Promise<Result>) {
  if (ended.aborted) throw new CabildoError('CUT_SHORT', 'Nobody waits for this answer any more.');
  const over = new AbortController();
  let cancelling: Promise<void> | undefined;
  const cancel = () => {
    cancelling = cancelStatement(connection, over.signal);
  };
  ended.addEventListener('abort', cancel);
  try {
    return await run();
  } finally {
    ended.removeEventListener('abort', cancel);
    if (cancelling) over.abort();
    // Whoever gets the connection next must not be cancelled in our place.
    await cancelling;
  }
}

/**
 * Says it again until the statement is over: a server at work may hear it before the statement has begun, which it then
 * does all the same, or take no connection to say it over.
 */
async function cancelStatement(connection: DatabaseConnection, over: AbortSignal): Promise<void> {
  await connection.collectSessionInfo?.();
  for (let pause = 25; !over.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    await connection.cancelQuery?.((use) => use(connection)).catch(() => {});
    await sleep(pause, undefined, { signal: over }).catch(() => {});
  }
}
