import { Migration } from '@mikro-orm/migrations';
import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';

/** Every revision announces itself, whoever publishes it, in the moment in which it can be read. */
export class Kit0004Announcement extends Migration {
  override up(): void {
    this.addSql(`
      create function revision_announce() returns trigger language plpgsql as $$
      begin
        perform pg_notify('revision ' || TG_TABLE_SCHEMA, new.number::text);
        return new;
      end $$`);
    this.addSql(
      `create trigger revision_announce after insert on revision for each row execute function revision_announce()`,
    );
  }
}

export const channelOf = (schema: string): string => `revision ${schema}`;

/** The first half of the locks by which processes show which revision all their listeners know. */
export const toldKey = (schema: string): string => `told ${schema}`;

/** Milliseconds that a publisher waits for those who listen, and between two looks whether they know. */
const patience = 4_000;
const pause = 5;

/**
 * Waits until every process that listens has told a revision to whoever listens to it, so that nobody who hears of the
 * publication from its publisher is still answered from before it. A process that hangs is waited for in vain.
 */
export async function untilTold({ schema }: Database, client: PoolClient, revision: number): Promise<void> {
  const end = performance.now() + patience;
  while ((await isUntold(client, schema, revision)) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function isUntold(client: PoolClient, schema: string, revision: number): Promise<boolean> {
  const { rows } = await client.query(
    `select from pg_locks
      where locktype = 'advisory' and objsubid = 2 and objid::bigint < $2
        and classid = (hashtext($1)::bigint & 4294967295)::oid
        and database = (select oid from pg_database where datname = current_database())
      limit 1`,
    [toldKey(schema), revision],
  );
  return rows.length > 0;
}
