import type { PoolClient } from 'pg';
import { OPEN } from '../recorded.js';
import type { TableNames } from './stage.js';

export interface Changes {
  added: number;
  changed: number;
  withdrawn: number;
}

/** What becomes of recorded rows that the stage does not have: those of one source go, all do, or none. */
export type Missing = 'stay' | 'go' | { ofSource: string };

const columnsOf = (alias: string, columns: readonly string[]) =>
  columns.map((column) => `${alias}.${column}`).join(', ');
export const equalKeys = (key: readonly string[]) => key.map((column) => `t.${column} = s.${column}`).join(' and ');

/**
 * Finds what the stage would change, and writes it into two temporary tables: `opening` has the rows to open and where
 * each stands that one of them takes the place of, `closing` has where those stand that go. The table itself is only
 * read. Places hold until the transaction ends: publishers wait for each other, and nobody else writes rows.
 */
export async function findDifference(client: PoolClient, names: TableNames, missing: Missing): Promise<Changes> {
  const { table, key, all } = names;
  // In the order of the key, indexes are filled page by page: as a file has its rows, it takes several times as long.
  await client.query(
    `create temporary table opening on commit drop as
      select ${columnsOf('s', [...all, 'source_id', 'line'])}, t.ctid as replaces
        from stage s left join ${table} t on t.recorded_to = ${OPEN} and ${equalKeys(key)}
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

async function findMissing(client: PoolClient, { table, key }: TableNames, missing: Missing) {
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

/** Pages of rows that are opened by one statement: some fifty thousand. */
const PAGES = 1_000;

/**
 * Closes the rows that changed or are gone and opens those that are new; rows that are as before are not touched.
 * `done` is told how many more keys are.
 */
export async function publishDifference(
  client: PoolClient,
  { table, all }: TableNames,
  revision: number,
  { changed, withdrawn }: Changes,
  done: (count: number) => void = () => undefined,
): Promise<void> {
  await checkSources(client);
  const close = `update ${table} t set recorded_to = $1 from`;
  if (changed > 0) await client.query(`${close} opening o where t.ctid = o.replaces`, [revision]);
  if (withdrawn > 0) await client.query(`${close} closing c where t.ctid = c.place`, [revision]);
  done(withdrawn);
  const columns = [...all, 'source_id', 'line'].join(', ');
  const { rows } = await client.query<{ pages: number }>(
    `select (pg_relation_size('opening') / current_setting('block_size')::int)::int as pages`,
  );
  for (let page = 0; page < rows[0]!.pages; page += PAGES) {
    const { rowCount } = await client.query(
      `insert into ${table} (${columns}, recorded_from, recorded_to) select ${columns}, $1, ${OPEN} from opening
        where ctid >= '(${page},0)' and ctid < '(${page + PAGES},0)'`,
      [revision],
    );
    done(rowCount ?? 0);
  }
}

/** A table of millions has no foreign key for it: each row's source is one that is recorded. */
async function checkSources(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    'select source_id as id from opening group by 1 except select id from source limit 1',
  );
  if (rows[0]) throw new Error(`Rows are to be published of source ${rows[0].id}, which is not recorded.`);
}
