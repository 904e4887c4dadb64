import { generateKeyPairSync } from 'node:crypto';
import type { ConnectedSubgraph } from '@cabildo/kit';
import { readSigningKey, verifyDatabase } from '@cabildo/kit';
import { connectAll, migrateAll } from '../hub/src/subgraphs.js';
import { type WholeHub, wholeHub } from './whole-hub.js';

let hub: WholeHub;
let subgraphs: ConnectedSubgraph[];

beforeAll(async () => {
  hub = await wholeHub(process.env.CABILDO_TEST_DSN!);
  const { privateKey } = generateKeyPairSync('ed25519');
  const current = readSigningKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  subgraphs = await connectAll(hub.dsn, () => {}, { current });
  await migrateAll(subgraphs);
}, 60_000);

afterAll(async () => {
  for (const each of subgraphs) await each.close();
  await hub.close();
});

type Pool = Awaited<ReturnType<ConnectedSubgraph['database']['pool']>>;
type Client = Pick<Pool, 'query'>;

interface ColumnOfTable {
  table: string;
  column: string;
  type: string;
}

/** What PostgreSQL makes of a value when one bit of its meaning is changed. */
const changes: Record<string, (column: string) => string> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  // The largest integer stands for what is open.
  integer: (column) => `coalesce(nullif(${column}, 2147483647), 0) + 1000`,
  'double precision': (column) => `coalesce(${column}, 0) + 0.001`,
  boolean: (column) => `not coalesce(${column}, false)`,
  ARRAY: (column) => `array_append(${column}, 'x')`,
  date: (column) => `coalesce(${column}, date '2020-01-01') + 1`,
  'timestamp with time zone': (column) => `${column} + interval '1 microsecond'`,
  bytea: (column) => `set_byte(${column}, 0, 255 - get_byte(${column}, 0))`,
};

async function columnsOf(pool: Pool, schema: string): Promise<ColumnOfTable[]> {
  const { rows } = await pool.query<ColumnOfTable>(
    `select table_name as "table", '"' || column_name || '"' as "column", data_type as type
      from information_schema.columns
      where table_schema = $1 and is_generated = 'NEVER' and table_name not like 'mikro%' order by 1, ordinal_position`,
    [schema],
  );
  return rows;
}

/** What may stand in a column is no hindrance to whoever runs the database. */
async function dropChecks(client: Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
      from pg_constraint where contype = 'c' and connamespace = $1::regnamespace`,
    [schema],
  );
  for (const { statement } of rows) await client.query(statement);
  await client.query(`alter table ${schema}.source alter id drop identity`);
}

/** Changes one cell, lets `look` look, and puts it back. Answers whether there was a row to change. */
async function withChange(client: Client, { table, column, type }: ColumnOfTable, look: () => Promise<void>) {
  const { rows } = await client.query(`select ctid, ${column} as was from ${table} limit 1`);
  if (!rows[0]) return;
  const changed = await client.query(
    `update ${table} set ${column} = ${changes[type]!(column)} where ctid = $1 returning ctid`,
    [rows[0].ctid],
  );
  try {
    await look();
  } finally {
    await client.query(`update ${table} set ${column} = $2 where ctid = $1`, [changed.rows[0].ctid, rows[0].was]);
  }
}

describe('a changed value is found by the log, in every column of every table of', () => {
  // The figures of the others are many; their tables are of the same kinds.
  it('secretariats', async () => {
    const subgraph = subgraphs.find(({ name }) => name === 'secretariats')!;
    const pool = await subgraph.database.pool();
    const client = await pool.connect();
    await client.query('set session_replication_role = replica');
    await dropChecks(client, subgraph.name);
    const unseen: string[] = [];
    let seen = 0;
    const look = async ({ table, column }: ColumnOfTable) => {
      const { tamperings } = await verifyDatabase(subgraph);
      if (tamperings.length > 0) seen += 1;
      else unseen.push(`${table}.${column}`);
    };
    try {
      for (const place of await columnsOf(pool, subgraph.name)) await withChange(client, place, () => look(place));
    } finally {
      client.release(true);
    }
    expect(unseen).toEqual([]);
    expect(seen).toBeGreaterThan(100);
    expect((await verifyDatabase(subgraph)).tamperings).toEqual([]);
  }, 300_000);
});
