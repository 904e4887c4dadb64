// Every row of every table that is published leads to the publisher, the file and the line that it was read from: over
// the database as the shipped packages fill it, table by table and row by row.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileColumnNames, filesOfPackages } from '@cabildo/kit';
import { type GraphQLObjectType, isObjectType } from 'graphql';
import { type WholeHub, wholeHub } from './whole-hub.js';

interface Table {
  schema: string;
  name: string;
  dataset: string;
  /** The first column of its files. */
  first: string;
}

let hub: WholeHub;
const tables: Table[] = [];
beforeAll(async () => {
  hub = await wholeHub(process.env.CABILDO_TEST_DSN!);
  // The registry has no files of publishers.
  for (const { database, datasets } of hub.subgraphs.filter(({ name }) => name !== 'registry'))
    for (const dataset of datasets)
      tables.push({
        schema: database.schema,
        name: database.tableOf(dataset.entity),
        dataset: dataset.name,
        first: fileColumnNames(database, dataset)[0]!,
      });
});
afterAll(() => hub.close());

const query = async (sql: string, values: unknown[] = []) =>
  (await (await hub.subgraphs[0]!.database.pool()).query(sql, values)).rows;

it('the tables whose rows have a source are those of the datasets, and no row may lack one', async () => {
  const columns = await query(
    `select table_schema || '.' || table_name as name, is_nullable from information_schema.columns
      where column_name = 'source_id' and table_schema not in ('information_schema', 'registry')`,
  );
  expect(columns.map(({ name }) => name).sort()).toEqual(tables.map(({ schema, name }) => `${schema}.${name}`).sort());
  expect(columns.filter(({ is_nullable }) => is_nullable !== 'NO')).toEqual([]);
});

it('each row has one source, of its own dataset and revision, that names publisher, title, file and digest', async () => {
  for (const { schema, name, dataset } of tables) {
    const [found] = await query(
      `select count(*)::integer as rows, count(s.id) filter (where s.dataset = $1 and s.revision = t.recorded_from
          and s.publisher <> '' and s.title <> '' and s.file_name <> '' and s.sha256 ~ '^[0-9a-f]{64}$'
          and t.line > 1)::integer as told
        from ${schema}."${name}" t left join ${schema}.source s on s.id = t.source_id`,
      [dataset],
    );
    expect([name, found.told]).toEqual([name, found.rows]);
  }
});

it('each source is a file of the clone, byte for byte, and the line of each row contains the row', async () => {
  let looked = 0;
  for (const { path, dataset, source } of await filesOfPackages('data')) {
    const { schema, name, first } = tables.find((each) => each.dataset === dataset)!;
    const bytes = readFileSync(path);
    const lines = bytes.toString('utf8').split('\n');
    const rows = await query(
      `select t.line, t."${first}"::text as first, s.file_name, s.sha256 from ${schema}."${name}" t
        join ${schema}.source s on s.id = t.source_id where s.code = $1`,
      [source.code],
    );
    expect([path, rows.length]).not.toEqual([path, 0]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const wrong = rows.filter(
      (row) =>
        row.file_name !== basename(path) || row.sha256 !== sha256 || !lines[row.line - 1]?.startsWith(`${row.first},`),
    );
    expect([path, wrong]).toEqual([path, []]);
    looked += rows.length;
  }
  let all = 0;
  for (const { schema, name } of tables) all += (await query(`select count(*) from ${schema}."${name}"`))[0].count * 1;
  expect(looked).toBe(all);
  expect(looked).toBeGreaterThan(13_000);
});

it('each recorded type has a non-null source', () => {
  const types = Object.values(hub.engine.schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && 'recordedIn' in type.getFields(),
  );
  // The link from a commitment to a plan has no type; commitments and observations have a type for their versions.
  const versions = types.filter(({ name }) => ['CommitmentVersion', 'ObservationVersion'].includes(name));
  expect(versions).toHaveLength(2);
  const ofRegistry = hub.subgraphs.find(({ name }) => name === 'registry')!.datasets.length;
  expect(types.length - versions.length - ofRegistry).toBe(tables.length - 1);
  const without = types.filter((type) => String(type.getFields().source?.type) !== 'Source!');
  expect(without.map(({ name }) => name)).toEqual([]);
});
