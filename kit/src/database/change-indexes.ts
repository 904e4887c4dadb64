import type { PoolClient } from 'pg';
import type { Dataset } from '../dataset/dataset.js';
import { OPEN } from '../record/recorded.js';
import type { Database } from './database.js';

/**
 * Creates the indexes that find the rows a revision opened or closed, on the table of each dataset. Both are cheap for
 * publications: the BRIN index has one entry per 128 pages, and the partial index has entries for closed rows only.
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
