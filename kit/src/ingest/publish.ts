import type { PoolClient } from 'pg';
import { OPEN } from '../recorded.js';
import type { TableNames } from './stage.js';

export interface Changes {
  added: number;
  changed: number;
  withdrawn: number;
}

const equalKeys = (key: string[]) => key.map((column) => `t.${column} = s.${column}`).join(' and ');
const equalRows = (all: string[]) =>
  `(${all.map((column) => `t.${column}`).join(', ')}) is not distinct from (${all.map((column) => `s.${column}`).join(', ')})`;

/**
 * Takes the place of every publisher of this subgraph until the transaction ends, and answers the number of the
 * revision that it will be. Numbers so rise in the order in which revisions become visible.
 */
export async function nextRevision(client: PoolClient, schema: string): Promise<number> {
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [`publish ${schema}`]);
  const { rows } = await client.query<{ next: number }>('select coalesce(max(number), 0) + 1 as next from revision');
  return rows[0]!.next;
}

/** What becomes of recorded rows that the stage does not have: those of one source go, all do, or none. */
export type Missing = 'stay' | 'go' | { ofSource: string };

/** Closes the rows that changed or are gone and opens those that are new; rows that are as before are not touched. */
export async function publishStage(
  client: PoolClient,
  { table, key, all }: TableNames,
  revision: number,
  { missing }: { missing: Missing },
): Promise<Changes> {
  const changed = await client.query(
    `update ${table} t set recorded_to = $1 from stage s
      where t.recorded_to = ${OPEN} and ${equalKeys(key)} and not (${equalRows(all)})`,
    [revision],
  );
  const withdrawn = missing === 'stay' ? 0 : await withdrawMissing(client, table, key, revision, missing);
  const opened = await client.query(
    `insert into ${table} (${all.join(', ')}, source_id, line, recorded_from, recorded_to)
      select ${all.map((column) => `s.${column}`).join(', ')}, s.source_id, s.line, $1, ${OPEN} from stage s
      where not exists (select from ${table} t where t.recorded_to = ${OPEN} and ${equalKeys(key)})`,
    [revision],
  );
  const changes = changed.rowCount ?? 0;
  return { added: (opened.rowCount ?? 0) - changes, changed: changes, withdrawn };
}

async function withdrawMissing(
  client: PoolClient,
  table: string,
  key: string[],
  revision: number,
  missing: Exclude<Missing, 'stay'>,
): Promise<number> {
  const ofSource = missing === 'go' ? '' : 'and t.source_id in (select id from source where code = $2)';
  const { rowCount } = await client.query(
    `update ${table} t set recorded_to = $1
      where t.recorded_to = ${OPEN} ${ofSource} and not exists (select from stage s where ${equalKeys(key)})`,
    missing === 'go' ? [revision] : [revision, missing.ofSource],
  );
  return rowCount ?? 0;
}
