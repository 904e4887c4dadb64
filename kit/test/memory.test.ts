import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { type Cells, writeLarge } from './large-files.js';
import { wells } from './wells.js';

let harness: TestSubgraph;
let folder: string;
beforeEach(async () => {
  harness = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-memory-'));
});
afterEach(async () => {
  await harness.close();
  await rm(folder, { recursive: true });
});

/** ROWS=12000000 writes files of 1 GB, ROWS=60000000 of 5 GB. */
const ROWS = Number(process.env.ROWS ?? 50_000);
/** The maximum number of rows of a sheet. */
const ROWS_OF_A_SHEET = Math.min(ROWS, 1_048_575);
const NAME = 'Pozo de la comunidad, con un nombre tan largo como los hay';

function* rows(count: number, cells: (at: number) => Cells): Generator<Cells> {
  for (let at = 0; at < count; at += 1) yield cells(at);
}

const sound = (at: number): Cells => ['15031', `w${at}`, `${NAME} ${at}`, `${at % 900}`];

/** Ingests a file in a separate process, as the hub command does. */
async function ingestIn(name: string, how: 'dry' | 'whole', count: number, cells: (at: number) => Cells) {
  const path = join(folder, name);
  await writeLarge(path, () => rows(count, cells));
  const main = ['--import', './e2e/postgres/from-source.js', 'kit/test/ingest-main.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, [...main, harness.dsn, path, how]);
  return JSON.parse(stdout);
}

it.each<[string, number]>([
  ['wells.csv', ROWS],
  ['wells.csv.gz', ROWS],
  ['wells.json', ROWS],
  ['wells.ndjson.gz', ROWS],
  ['wells.xlsx', ROWS_OF_A_SHEET],
])(
  '%s is published within 300 MB of memory, independent of its size',
  async (name, count) => {
    const { megabytes, ...report } = await ingestIn(name, 'whole', count, sound);
    expect(report).toMatchObject({ outcome: 'published', rows: count, changes: { added: count }, told: 0 });
    expect(megabytes).toBeLessThan(300);
  },
  3_600_000,
);

it('a dry run of a file with an error in every row stays within 300 MB and reports every error', async () => {
  const wrong = (at: number): Cells => ['1503', `w${at}`, `${NAME} ${at}`, 'deep'];
  const { megabytes, ...report } = await ingestIn('wrong.csv', 'dry', ROWS, wrong);
  expect(report).toMatchObject({ outcome: 'rejected', counts: { error: 2 * ROWS }, told: 2 * ROWS });
  expect(megabytes).toBeLessThan(300);
}, 3_600_000);

it('a file with a warning in every row is published with all warnings', async () => {
  const deep = (at: number): Cells => ['15031', `w${at}`, NAME, '5000'];
  const { megabytes, ...report } = await ingestIn('deep.csv', 'whole', ROWS, deep);
  expect(report).toMatchObject({ outcome: 'published', counts: { warning: ROWS }, told: ROWS });
  expect(megabytes).toBeLessThan(300);
  const pool = await harness.subgraph.database.pool();
  const { rows: recorded } = await pool.query(`
    select (select findings from revision), count(*)::int, max(position), min(line) as first, max(line) as last from finding`);
  expect(recorded).toEqual([{ findings: ROWS, count: ROWS, max: ROWS, first: 2, last: ROWS + 1 }]);
}, 3_600_000);

it('every duplicate key is reported', async () => {
  const twice = (at: number): Cells => ['15031', `w${at % (ROWS / 2)}`, NAME, '1'];
  const { counts, told } = await ingestIn('twice.csv', 'whole', ROWS, twice);
  expect([counts.error, told]).toEqual([ROWS / 2, ROWS / 2]);
}, 3_600_000);
