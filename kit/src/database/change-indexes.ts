import type { PoolClient } from 'pg';
import type { Dataset } from '../dataset/dataset.js';
import { OPEN } from '../record/recorded.js';
import type { Database } from './database.js';

/**
 * Gives every table of a dataset the indexes that find what a revision opened and what it closed. Neither costs a
 * publication much: one has an entry for 128 pages of rows, the other one for each row that is no longer open.
 */
export async function indexChanges(
  client: PoolClient,
  database: Database,
  datasets: readonly Dataset[],
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select indexname as name from pg_indexes where schemaname = $1',
    [database.schema],
  );
  const present = new Set(rows.map(({ name }) => name));
  for (const { entity } of datasets) {
    const table = database.tableOf(entity);
    const [opened, closed] = [`${table}_opened`, `${table}_closed`];
    const on = (name: string) => `create index "${name}" on "${database.schema}"."${table}"`;
    if (!present.has(opened)) await client.query(`${on(opened)} using brin (recorded_from) with (autosummarize = on)`);
    if (!present.has(closed)) await client.query(`${on(closed)} (recorded_to) where recorded_to <> ${OPEN}`);
  }
}
