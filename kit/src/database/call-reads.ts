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
 * A query builder for one call. When `ended` aborts, its running statement is cancelled in PostgreSQL, and further ones
 * throw CUT_SHORT.
 */
export class CallReads extends QueryCreator<Tables> implements QueryExecutorProvider {
  readonly #executor: QueryExecutor;

  constructor(reads: Kysely<Tables>, ended: AbortSignal) {
    const inner = reads.getExecutor();
    const executor = inner.withConnectionProvider({
      provideConnection: (use, options) =>
        inner.provideConnection((connection) => use(cancellable(connection, ended)), options),
    });
    super({ executor });
    this.#executor = executor;
  }

  getExecutor(): QueryExecutor {
    return this.#executor;
  }
}

const MAX_PAUSE_MS = 2_000;

const cancellable = (connection: DatabaseConnection, ended: AbortSignal): DatabaseConnection => ({
  executeQuery: (query, options) => runUntilEnded(connection, ended, () => connection.executeQuery(query, options)),
  streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
});

async function runUntilEnded<Result>(connection: DatabaseConnection, ended: AbortSignal, run: () => Promise<Result>) {
  if (ended.aborted) throw new CabildoError('CUT_SHORT', 'The caller disconnected or its timeout expired.');
  const finished = new AbortController();
  let cancelling: Promise<void> | undefined;
  const cancel = () => {
    cancelling = cancelStatement(connection, finished.signal);
  };
  ended.addEventListener('abort', cancel);
  try {
    return await run();
  } finally {
    ended.removeEventListener('abort', cancel);
    if (cancelling) finished.abort();
    // Wait, so that the cancel request cannot hit the next statement on this connection.
    await cancelling;
  }
}

/**
 * Repeats the cancel request until the statement has ended. A single request may arrive before the statement starts, or
 * fail because the server has no free connection.
 */
async function cancelStatement(connection: DatabaseConnection, finished: AbortSignal): Promise<void> {
  await connection.collectSessionInfo?.();
  for (let pause = 25; !finished.aborted; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
    await connection.cancelQuery?.((use) => use(connection)).catch(() => {});
    await sleep(pause, undefined, { signal: finished }).catch(() => {});
  }
}
