import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import type { Dataset, Reference } from '../dataset/dataset.js';
import { OPEN } from '../record/recorded.js';
import { quoted } from './stage.js';

/** A key that the publication would remove although recorded rows refer to it. */
export interface DanglingReference {
  /** The columns of the key, such as `indicator_code, series`. */
  column: string;
  key: string;
  /** The dataset of the referring rows. */
  from: string;
  count: number;
}

/** Maximum number of dangling references in a report. */
const REPORTED_AT_MOST = 100;

/** The ctids of the rows that the publication closes. */
const CLOSED = 'select place from closing union all select replaces from opening where replaces is not null';

/** Returns the keys that the publication would remove although rows of some dataset of the subgraph refer to them. */
export async function findDanglingReferences(
  client: PoolClient,
  database: Database,
  dataset: Dataset,
): Promise<DanglingReference[]> {
  const dangling: DanglingReference[] = [];
  for (const from of database.datasets)
    for (const reference of from.references ?? [])
      if (reference.entity === dataset.entity)
        dangling.push(...(await danglingReferencesFrom(client, database, dataset, from, reference)));
  return dangling;
}

async function danglingReferencesFrom(
  client: PoolClient,
  database: Database,
  to: Dataset,
  from: Dataset,
  { column, key }: Reference,
): Promise<DanglingReference[]> {
  const keys = [key].flat().map((each) => quoted(database.columnOf(to.entity, each)));
  const columns = [column].flat().map((each) => quoted(database.columnOf(from.entity, each)));
  if (!(await findLost(client, quoted(database.tableOf(to.entity)), keys))) return [];
  const names = (alias: string, of: string[]) => of.map((name) => `${alias}.${name}`).join(', ');
  const join = keys.map((name, at) => `l.${name} = s.${columns[at]}`).join(' and ');
  const stays = from === to ? `and s.ctid not in (${CLOSED})` : '';
  const opened = from === to ? `union all select ${columns.join(', ')} from opening` : '';
  const { rows } = await client.query<{ key: string; count: string }>(
    `select concat_ws(', ', ${names('l', keys)}) as key, count(*) as count
      from lost l join (
        select ${columns.join(', ')} from ${quoted(database.tableOf(from.entity))} s
          where s.recorded_to = ${OPEN} ${stays} ${opened}) s on ${join}
      group by ${names('l', keys)} order by 1 limit ${REPORTED_AT_MOST}`,
  );
  const named = keys.map((name) => name.slice(1, -1)).join(', ');
  return rows.map((row) => ({ column: named, key: row.key, from: from.name, count: Number(row.count) }));
}

/** Writes the keys that no row has after the publication into the table `lost`. Returns whether there are any. */
async function findLost(client: PoolClient, table: string, keys: readonly string[]): Promise<boolean> {
  const same = (alias: string) => keys.map((name) => `${alias}.${name} = t.${name}`).join(' and ');
  await client.query('drop table if exists lost');
  const { rowCount } = await client.query(
    `create temporary table lost on commit drop as
      select distinct ${keys.map((name) => `t.${name}`).join(', ')} from ${table} t
        where t.ctid in (${CLOSED})
          and not exists (select from opening o where ${same('o')})
          and not exists (select from ${table} r
            where r.recorded_to = ${OPEN} and ${same('r')} and r.ctid not in (${CLOSED}))`,
  );
  return (rowCount ?? 0) > 0;
}
