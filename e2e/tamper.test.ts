// One byte is changed in every column of every table, behind the hub's back: hub verify must find it and name the row.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ConnectedSubgraph,
  type Dataset,
  filesOfPackage,
  ingest,
  publishFiles,
  readSigningKey,
  revert,
  type Tampering,
  verifyDatabase,
  withdraw,
} from '@cabildo/kit';
import { recordRows } from '@cabildo/registry';
import { connectAll, migrateAll } from '../hub/src/subgraphs.js';
import { shapeOf } from '../kit/src/log/row-shape.js';
import { type WholeHub, wholeHub } from './whole-hub.js';

/** A connection, as far as it is used here. */
interface Client {
  // biome-ignore lint/suspicious/noExplicitAny: a row is what the statement selects.
  query(statement: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

/** Tables that no log covers, and why. Whatever else is in the schema of a subgraph is covered, or a test fails. */
const uncoveredTables: Record<string, string> = {
  publication_lock: 'It has no columns: transactions lock it.',
  stamp_lock: 'It has no columns: transactions lock it.',
  mikro_orm_migrations: 'It says which migrations were run, and holds nothing that was published.',
};
/** Columns likewise. */
const uncoveredColumns: Record<string, string> = {
  'observation.state_code': 'PostgreSQL computes it of the code of the municipality, which is covered.',
  'observation.period_end': 'PostgreSQL computes it of the period, which is covered.',
};

/** What is published beside the hub's own data, so that no table is empty: findings, rows withdrawn and brought back. */
const also: Record<string, { dataset: string; withdrawn: string; header: string; sound: string; faulty: string }> = {
  municipalities: {
    dataset: 'declaration_point',
    withdrawn: 'chimalhuacan-declaracion',
    header: 'declaration_id,letter,text',
    sound: 'chimalhuacan-2022-05-24,Z,Otro punto.',
    faulty: 'otra,Y,De ninguna declaración.',
  },
  secretariats: {
    dataset: 'evidence',
    withdrawn: 'ogp-compromisos',
    header: 'commitment_id,position,milestone_number,kind,title,date,url',
    sound: 'ogp-edomex-everyday-justice,9,,REPORT,Otro informe,,https://example.org/',
    faulty: 'ogp-edomex-everyday-justice,nueve,,REPORT,Otro informe,,https://example.org/',
  },
  indicators: {
    dataset: 'observation',
    withdrawn: 'pnud-idh',
    header: 'municipality_code,indicator_code,period,series,value,raw_text,status,partial,note',
    sound: '15001,idh,2010,main,0.7,0.7,ESTIMATED,false,',
    faulty: '15002,idh,2010,main,mucho,mucho,ESTIMATED,false,',
  },
  registry: {
    dataset: 'field_usage',
    withdrawn: 'registry',
    header: 'day,coordinate,client_name,operation_name,request_count',
    sound: '2026-12-01,Municipality.name,dashboard,Whole,9',
    faulty: '2026-12-01,Municipality.name,dashboard,Other,many',
  },
};
const moment = '2026-12-01T00:00:00Z';
const url = 'https://agua.example/graphql';
const digest = 'a'.repeat(64);
const terms = { publisher: 'p', title: 't', licence: null, url: null, retrievedOn: null, via: null, notes: [] };
/** A row for each table of the registry. */
const registered: readonly [dataset: string, row: Record<string, unknown>][] = [
  ['agency', { id: 'water', name: 'Agua', url }],
  [
    'agency_token',
    { id: 't1', agencyId: 'water', scopes: ['CHECK', 'PUBLISH'], expiresAt: moment, revokedAt: moment, digest },
  ],
  ['registered_subgraph', { name: 'water', agencyId: 'water', url, state: 'ACTIVE', servedVersion: 1, keyId: 'k1' }],
  [
    'subgraph_version',
    {
      subgraphName: 'water',
      number: 1,
      sdl: 'type Query { a: Int }',
      sha256: digest,
      url,
      commit: 'c',
      note: 'n',
      publishedAt: moment,
      publishedBy: 'water/t1',
    },
  ],
  [
    'composition',
    {
      number: 1,
      composedAt: moment,
      outcome: 'SERVED',
      members: ['water@1'],
      held: ['water@2'],
      faults: ['It does not compose.'],
      supergraphSha256: digest,
    },
  ],
  [
    'subgraph_check',
    { id: 'c1', subgraphName: 'water', sha256: digest, outcome: 'FAILED', checkedAt: moment, checkedBy: 'water/t1' },
  ],
  [
    'subgraph_check_finding',
    {
      checkId: 'c1',
      position: 1,
      severity: 'ERROR',
      code: 'CONTRACT',
      coordinate: 'Municipality.name',
      schemaLine: 3,
      owner: 'municipalities',
      message: 'It changes.',
    },
  ],
  [
    'field_usage',
    { day: '2026-11-30', coordinate: 'Municipality.name', clientName: 'a', operationName: 'b', requestCount: 3 },
  ],
];
const examplePackage = 'services/secretariats/test/fixtures/example';

let hub: WholeHub;
let subgraphs: ConnectedSubgraph[];
let folder: string;

beforeAll(async () => {
  hub = await wholeHub(process.env.CABILDO_TEST_DSN!);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-tamper-'));
  const { privateKey } = generateKeyPairSync('ed25519');
  const current = readSigningKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  subgraphs = await connectAll(hub.dsn, () => {}, { signingKeys: { current } });
  await migrateAll(subgraphs);
  for await (const { report } of publishFiles(await filesOfPackage(examplePackage), subgraphs, 'test'))
    expect(report?.outcome).toBe('published');
  const registry = subgraphs.find(({ name }) => name === 'registry')!;
  for (const [dataset, row] of registered) await recordRows(registry, dataset, [row], { by: 'test', note: 'test' });
  await publishPreference();
  for (const subgraph of subgraphs) await publishAlso(subgraph);
}, 60_000);

afterAll(async () => {
  for (const each of subgraphs) await each.close();
  await hub.close();
  await rm(folder, { recursive: true });
});

async function publishPreference(): Promise<void> {
  const indicators = subgraphs.find(({ name }) => name === 'indicators')!;
  const path = join(folder, 'source_preference.csv');
  await writeFile(
    path,
    'indicator_code,preferred_source_code,position,reason\nidh,pnud-idh,1,Es la fuente original.\n',
  );
  const report = await ingest(indicators.database, {
    dataset: indicators.datasets.find((each) => each.name === 'source_preference')!,
    files: [path],
    source: { code: 'preferencias', ...terms, coverage: 'partial', files: [] },
    publishedBy: 'test',
  });
  expect(report.outcome).toBe('published');
}

async function publishAlso(subgraph: ConnectedSubgraph): Promise<void> {
  const { dataset: name, withdrawn, header, sound, faulty } = also[subgraph.name]!;
  const path = join(folder, `${name}.csv`);
  await writeFile(path, `${header}\n${sound}\n${faulty}\n`);
  const report = await ingest(subgraph.database, {
    dataset: subgraph.datasets.find((each) => each.name === name)!,
    files: [path],
    source: { code: 'also', ...terms, coverage: 'partial', files: [] },
    publishedBy: 'test',
    acceptFindings: true,
  });
  expect([report.outcome, report.findings.map(({ rule, found }) => [rule.code, found])]).toEqual([
    'published',
    [expect.anything()],
  ]);
  const { revision } = await withdraw(subgraph, { dataset: name, source: withdrawn, publishedBy: 'test' });
  await revert(subgraph, { dataset: name, to: revision! - 1, publishedBy: 'test' });
}

interface Cell {
  table: string;
  column: string;
  type: string;
}

const text = (column: string) =>
  `case when coalesce(${column}, '') = '' then 'x' else chr(ascii(${column}) # 1) || substr(${column}, 2) end`;

/** The least change of a value of a type. */
const changes: Record<string, (column: string) => string> = {
  text,
  uuid: () => 'gen_random_uuid()',
  integer: (column) => `coalesce(${column}, 0) # 1`,
  'double precision': (column) =>
    `case when coalesce(${column}, 0) = 0 then 5e-324 else ${column} * 1.0000000000000002 end`,
  boolean: (column) => `not coalesce(${column}, false)`,
  ARRAY: (column) => `array_append(${column}[2:], ${text(`${column}[1]`)})`,
  date: (column) => `coalesce(${column}, date '2020-01-01') + 1`,
  'timestamp with time zone': (column) => `${column} + interval '1 microsecond'`,
  bytea: (column) =>
    `set_byte(${column}, octet_length(${column}) / 2, 1 # get_byte(${column}, octet_length(${column}) / 2))`,
};

async function cellsOf(client: Client, schema: string): Promise<Cell[]> {
  const { rows } = await client.query(
    `select table_name as "table", column_name as "column", data_type as type
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = $1 and table_type = 'BASE TABLE' order by 1, ordinal_position`,
    [schema],
  );
  return (rows as Cell[]).filter(
    ({ table, column }) => !(table in uncoveredTables) && !(`${table}.${column}` in uncoveredColumns),
  );
}

/** The constraints of a column do not stop the operator of the database. */
async function dropConstraints(client: Client, schema: string): Promise<void> {
  const { rows } = await client.query(
    `select format('alter table %s drop constraint if exists %I cascade', conrelid::regclass, conname) as statement
      from pg_constraint where contype in ('c', 'p', 'u') and connamespace = $1::regnamespace`,
    [schema],
  );
  for (const { statement } of rows) await client.query(statement);
  await client.query(`alter table ${schema}.source alter id drop identity`);
}

/** Changes one cell of some row, lets `look` look at what the row was, and puts it back. */
async function withChange(client: Client, { table, column, type }: Cell, look: (rows: Row[]) => Promise<void>) {
  const { rows } = await client.query(
    `select ctid, "${column}" as was, to_jsonb(t) as row from "${table}" t order by md5(ctid::text || $1) limit 1`,
    [column],
  );
  if (!rows[0]) throw new Error(`${table} is empty: publish something that fills it, or nothing is shown.`);
  const [{ ctid, was, row }] = rows;
  const change = `update "${table}" set "${column}" = ${changes[type]!(`"${column}"`)} where ctid = $1
    returning ctid, to_jsonb("${table}") as row`;
  const changed = await client.query(change, [ctid]);
  try {
    await look([row, changed.rows[0].row]);
  } finally {
    await client.query(`update "${table}" set "${column}" = $2 where ctid = $1`, [changed.rows[0].ctid, was]);
  }
}

type Row = Readonly<Record<string, unknown>>;

/** Whether what was found names the row of a dataset by the key that it had or has, or its neighbours. */
function names({ database }: ConnectedSubgraph, dataset: Dataset, rows: Row[], found: readonly Tampering[]): boolean {
  const { keyNames, keyColumns } = shapeOf(database, dataset);
  const keys = rows.map((row) => {
    const values = keyNames.map((name, at) => [name, row[keyColumns[at]!.replaceAll('"', '')]]);
    return values.map(([name, value]) => `${name} ${typeof value === 'boolean' ? String(value)[0] : value}`).join(', ');
  });
  return found.some(
    ({ sentence }) =>
      /dataset (\w+):/i.exec(sentence)?.[1] === dataset.name &&
      (keys.some((key) => sentence.includes(key)) || sentence.includes(': missing after')),
  );
}

describe('a changed byte is found by the log, in every column of every table of', () => {
  it.each(Object.keys(also))(
    '%s, and named',
    async (name) => {
      const subgraph = subgraphs.find((each) => each.name === name)!;
      const client = await (await subgraph.database.pool()).connect();
      await client.query('set session_replication_role = replica');
      await dropConstraints(client, name);
      const unseen: string[] = [];
      const unnamed: string[] = [];
      try {
        const cells = await cellsOf(client, name);
        expect(cells.length).toBeGreaterThan(70);
        for (const cell of cells)
          await withChange(client, cell, async (rows) => {
            const { tamperings } = await verifyDatabase(subgraph);
            const place = `${cell.table}.${cell.column}`;
            const dataset = subgraph.datasets.find(({ entity }) => subgraph.database.tableOf(entity) === cell.table);
            if (tamperings.length === 0) unseen.push(place);
            else if (dataset && !names(subgraph, dataset, rows, tamperings))
              unnamed.push(`${place}: ${tamperings.map(({ sentence }) => sentence).join(' | ')}`);
          });
      } finally {
        client.release(true);
      }
      expect({ unseen, unnamed }).toEqual({ unseen: [], unnamed: [] });
      expect((await verifyDatabase(subgraph)).tamperings).toEqual([]);
    },
    120_000,
  );

  it('all three, but for those that are listed with a reason, which are there and computed', async () => {
    const client = await subgraphs[0]!.database.pool();
    const { rows } = await client.query(
      `select distinct table_name || '.' || column_name as place from information_schema.columns
        where table_schema = any ($1) and is_generated = 'ALWAYS' order by 1`,
      [subgraphs.map(({ name }) => name)],
    );
    expect(rows.map(({ place }) => place)).toEqual(Object.keys(uncoveredColumns).sort());
  });
});
