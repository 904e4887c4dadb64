import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import type { Database } from '../database/database.js';
import { databaseFailure } from '../database/failure.js';
import { lockPublication } from './next-revision.js';

const LOOKUP_TIMEOUT_MS = 30_000;
const RETRY_MS = 250;

/** The connection broke during COMMIT, and the database could not be reached to find out whether it took effect. */
export class PublicationUnknownError extends Error {
  override readonly name = 'PublicationUnknownError';
  readonly code = 'PUBLICATION_UNKNOWN';
}

/** Commits a publication. Returns the error if the connection broke, so that the outcome is unknown; throws any other. */
export async function commitPublication(client: ClientBase): Promise<Error | undefined> {
  try {
    await client.query('commit');
    return undefined;
  } catch (error) {
    if (isConnectionLoss(error)) return error as Error;
    throw error;
  }
}

/**
 * Looks up whether a publication took effect although its COMMIT returned no reply.
 * @param ingestion the id in its revision
 * @throws the error of COMMIT if nothing was published; PublicationUnknownError if that cannot be determined
 */
export async function confirmPublication(
  database: Database,
  ingestion: string,
  loss: Error,
  timeout = LOOKUP_TIMEOUT_MS,
): Promise<void> {
  if (!(await wasCommitted(database, ingestion, loss, timeout))) throw loss;
}

/** An error without SQLSTATE comes from the connection. */
const isConnectionLoss = (error: unknown): boolean =>
  (error as { severity?: unknown }).severity === undefined ||
  databaseFailure(error)?.extensions.code === 'DATABASE_UNAVAILABLE';

async function wasCommitted(database: Database, ingestion: string, cause: Error, timeout: number): Promise<boolean> {
  for (const end = performance.now() + timeout; performance.now() < end; await sleep(RETRY_MS)) {
    const found = await lookUp(database, ingestion).catch(() => undefined);
    if (found !== undefined) return found;
  }
  throw new PublicationUnknownError(
    'The connection broke during COMMIT, and the database cannot be reached: the publication may be complete. Send it again later; files that are already published create no new revision.',
    { cause },
  );
}

/** Takes the publication lock first: the broken session holds it until its transaction has ended. */
async function lookUp(database: Database, ingestion: string): Promise<boolean> {
  const client = await (await database.pool()).connect();
  try {
    await client.query(`begin; set local lock_timeout = '5s'`);
    await lockPublication(client, database.schema);
    const { rows } = await client.query('select from revision where ingestion = $1', [ingestion]);
    await client.query('rollback');
    client.release();
    return rows.length > 0;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}
