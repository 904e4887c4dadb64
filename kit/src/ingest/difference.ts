import type { PoolClient } from 'pg';
import { OPEN } from '../record/recorded.js';
import type { TableNames } from './stage.js';

export interface ChangeCounts {
  added: number;
  changed: number;
  withdrawn: number;
}

/** What happens to recorded rows that the stage lacks: they stay, all of them go, or those of one source go. */
export type MissingRows = 'stay' | 'go' | { ofSource: string };

const columnsOf = (alias: string, columns: readonly string[]) =>
  columns.map((column) => `${alias}.${column}`).join(', ');
export const equalKeys = (key: readonly string[]) => key.map((column) => `t.${column} = s.${column}`).join(' and ');

/**
 * Computes the difference between stage and table, without changing the table. The temporary table `opening` gets the
 * rows to open, with the ctid of the row that each replaces. `closing` gets the ctids of the rows to close. The ctids
 * stay valid until the end of the transaction, because publishers hold a lock and nobody else writes rows.
 */
export async function findDifference(
  client: PoolClient,
  names: TableNames,
  missing: MissingRows,
): Promise<ChangeCounts> {
  const { key, all } = names;
  const standing = await standingRows(client, names);
  // Rows in key order fill index pages one after the other. In file order the inserts take several times as long.
  await client.query(
    `create temporary table opening on commit drop as
      select ${columnsOf('s', [...all, 'source_id', 'line'])}, t.ctid as replaces
        from stage s left join ${standing} t on ${equalKeys(key)}
        where t.recorded_to is null or (${columnsOf('t', all)}) is distinct from (${columnsOf('s', all)})
        order by ${columnsOf('s', key)}`,
  );
  const { withdrawn } = await findMissing(client, names, missing);
  const { rows } = await client.query<{ opened: string; changed: string }>(
    'select count(*) as opened, count(replaces) as changed from opening',
  );
  const [opened, changed] = [Number(rows[0]!.opened), Number(rows[0]!.changed)];
  return { added: opened - changed, changed, withdrawn };
}

/** A column filters rows if the recorded rows have at least this many times as many distinct values as the stage. */
const FEW = 4;

/**
 * Returns a subquery of the open rows that may share a key with the stage. A file mostly covers few periods: filtering
 * by that one column avoids a join with all recorded keys.
 */
async function standingRows(client: PoolClient, { table, key }: TableNames): Promise<string> {
  const { rows } = await client.query<{ column: string }>(
    `with place as (
        select c.oid, nspname, relname from pg_class c join pg_namespace n on n.oid = relnamespace)
      select '"' || attname || '"' as column from pg_stats staged join pg_stats standing using (attname)
        where (staged.schemaname, staged.tablename) = (select nspname, relname from place where oid = 'stage'::regclass)
          and (standing.schemaname, standing.tablename) = (select nspname, relname from place where oid = $1::regclass)
          and '"' || attname || '"' = any($2)
          and staged.n_distinct > 0 and standing.n_distinct >= staged.n_distinct * ${FEW}
        order by staged.n_distinct / standing.n_distinct limit 1`,
    [table, key],
  );
  const ofStage = rows.map(({ column }) => `and ${column} in (select ${column} from stage)`).join('');
  return `(select ctid, * from ${table} where recorded_to = ${OPEN} ${ofStage})`;
}

async function findMissing(client: PoolClient, { table, key }: TableNames, missing: MissingRows) {
  await client.query('create temporary table closing (place tid) on commit drop');
  if (missing === 'stay') return { withdrawn: 0 };
  const ofSource = missing === 'go' ? '' : 'and t.source_id in (select id from source where code = $1)';
  const { rowCount } = await client.query(
    `insert into closing select t.ctid from ${table} t
      where t.recorded_to = ${OPEN} ${ofSource} and not exists (select from stage s where ${equalKeys(key)})`,
    missing === 'go' ? [] : [missing.ofSource],
  );
  return { withdrawn: rowCount ?? 0 };
}

/** Pages of `opening` per statement: about 5,000 rows, few enough that the index pages they touch stay in memory. */
const PAGES = 100;

/**
 * Closes the rows that changed or are gone, and opens the new ones. Unchanged rows are not touched.
 * `done` receives the number of keys that each step completed.
 */
export async function publishDifference(
  client: PoolClient,
  { table, all }: TableNames,
  revision: number,
  { changed, withdrawn }: ChangeCounts,
  done: (count: number) => void = () => undefined,
): Promise<void> {
  await checkSources(client);
  const close = (places: string) =>
    client.query(`update ${table} set recorded_to = $1 where ctid = any(array(${places}))`, [revision]);
  const columns = [...all, 'source_id', 'line'].join(', ');
  const open = (rows: string) =>
    client.query(
      `insert into ${table} (${columns}, recorded_from, recorded_to) select ${columns}, $1, ${OPEN} from ${rows}`,
      [revision],
    );
  if (withdrawn > 0)
    for await (const piece of piecesOf(client, 'closing'))
      done((await close(`select place from ${piece}`)).rowCount ?? 0);
  // Closing a row writes it into every index again. Closed and new versions of a key share index pages, so both are
  // written together, while the pages are in memory.
  for await (const piece of piecesOf(client, 'opening')) {
    if (changed > 0) await close(`select replaces from ${piece} and replaces is not null`);
    done((await open(piece)).rowCount ?? 0);
  }
}

/** Yields conditions that select a temporary table in ranges of pages, in insertion order. */
async function* piecesOf(client: PoolClient, name: 'opening' | 'closing'): AsyncGenerator<string> {
  const { rows } = await client.query<{ pages: number }>(
    `select (pg_relation_size('${name}') / current_setting('block_size')::int)::int as pages`,
  );
  for (let page = 0; page < rows[0]!.pages; page += PAGES)
    yield `${name} where ctid >= '(${page},0)' and ctid < '(${page + PAGES},0)'`;
}

/** The large tables have no foreign key to `source`, so the reference is checked here, once per publication. */
async function checkSources(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    'select source_id as id from opening group by 1 except select id from source limit 1',
  );
  if (rows[0]) throw new Error(`Rows are to be published of source ${rows[0].id}, which is not recorded.`);
}
