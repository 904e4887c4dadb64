import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';

/** The NOTIFY channel of new revisions. */
export const channelOf = (schema: string): string => `revision ${schema}`;

/** The NOTIFY channel of acknowledgements that reached another replica of the subgraph. */
export const relayChannelOf = (schema: string): string => `acknowledged ${schema}`;

/**
 * The first key of an advisory lock. Each process that listens holds the lock (this key, revision) in shared mode, where
 * `revision` is the last one that all its subscribers have acknowledged.
 */
export const acknowledgedLock = (schema: string): string => `told ${schema}`;

const TIMEOUT_MS = 4_000;
const POLL_MS = 5;

/**
 * Waits until all subscribers of all processes have acknowledged a revision, at most 4 s. A client that hears of the
 * publication from its publisher then gets no response from before it.
 */
export async function untilAcknowledged({ schema }: Database, client: PoolClient, revision: number): Promise<void> {
  const end = performance.now() + TIMEOUT_MS;
  while ((await isUnacknowledged(client, schema, revision)) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Only locks of the own role count: any role of the database can take advisory locks. */
async function isUnacknowledged(client: PoolClient, schema: string, revision: number): Promise<boolean> {
  const { rows } = await client.query(
    `select from pg_locks
      where locktype = 'advisory' and objsubid = 2 and objid::bigint < $2
        and classid = (hashtext($1)::bigint & 4294967295)::oid
        and database = (select oid from pg_database where datname = current_database())
        and pid in (select pid from pg_stat_activity where usename = current_user)
      limit 1`,
    [acknowledgedLock(schema), revision],
  );
  return rows.length > 0;
}
