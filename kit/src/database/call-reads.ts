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

const endable = (connection: DatabaseConnection, ended: AbortSignal): DatabaseConnection => ({
  executeQuery: (query, options) => untilEnded(connection, ended, () => connection.executeQuery(query, options)),
  streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
});

async function untilEnded<Result>(connection: DatabaseConnection, ended: AbortSignal, run: () => Promise<Result>) {
  if (ended.aborted) throw new CabildoError('CUT_SHORT', 'Nobody waits for this answer any more.');
  let cancelling: Promise<void> | undefined;
  const cancel = () => {
    // Where it cannot be cancelled, as when the server takes no more connections, it runs to its end.
    cancelling = cancelStatement(connection).catch(() => {});
  };
  ended.addEventListener('abort', cancel);
  try {
    return await run();
  } finally {
    ended.removeEventListener('abort', cancel);
    // Whoever gets the connection next must not be cancelled in our place.
    await cancelling;
  }
}

async function cancelStatement(connection: DatabaseConnection): Promise<void> {
  await connection.collectSessionInfo?.();
  await connection.cancelQuery?.((use) => use(connection));
}
