import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ingest, readSourceDescription } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { wells } from './wells.js';

// Set KILLS=1000 for a long run.
const KILLS = Number(process.env.KILLS ?? 50);
const AT_ONCE = 5;
const ROWS = 400;

let test: TestSubgraph;
let folder: string;
beforeEach(async () => {
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-failures-'));
});
afterEach(async () => {
  await test.close();
  await rm(folder, { recursive: true });
});

const source = readSourceDescription('{"code":"agency","publisher":"Agency","title":"Wells"}', 'source.json');

async function publish(depth: number, rows = ROWS) {
  const path = join(folder, 'wells.csv');
  const lines = Array.from({ length: rows }, (_, at) => `15031,w${at},Pozo,${depth}`);
  await writeFile(path, `municipality_code,id,name,depth_m\n${lines.join('\n')}\n`);
  return ingest(test.subgraph.database, { dataset: wells.datasets[0]!, files: [path], source, publishedBy: 'tester' });
}

interface Standing {
  source: string;
  rows: number;
  depths: number[];
  revision: number;
}

/** Reads, for each source, whether its published rows are complete. */
async function standing(): Promise<Standing[]> {
  const pool = await test.subgraph.database.pool();
  const { rows } = await pool.query(
    `select s.code as source, count(*)::int as rows, array_agg(distinct w.depth_m) as depths, max(recorded_from) as revision
      from well w join source s on s.id = w.source_id where w.recorded_to = 2147483647 group by 1 order by 1`,
  );
  return rows;
}

/** Kills a publisher at a random time after its first publication. Returns the last depth that it reported as published. */
async function killOnce(code: string, first: number): Promise<number> {
  const main = ['--import', './e2e/postgres/from-source.js', 'kit/test/publish-for-ever-main.ts'];
  const child = spawn(process.execPath, [...main, test.dsn, folder, code, String(first), String(ROWS)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), exited]);
  await sleep(Math.random() * 200);
  child.kill('SIGKILL');
  await exited;
  const whole = said.slice(0, said.lastIndexOf('\n')).split('\n');
  return Number(whole.at(-1)!.split(' ')[0]);
}

it(`publishers that are killed ${KILLS} times, several at once, leave no partial revision and lose no acknowledged one`, async () => {
  const last = new Map(Array.from({ length: AT_ONCE }, (_, at) => [`agency-${at}`, 0]));
  for (let killed = 0; killed < KILLS; killed += AT_ONCE) {
    await Promise.all([...last].map(async ([code, depth]) => last.set(code, await killOnce(code, depth + 2))));
    for (const { source, rows, depths } of await standing()) {
      expect([source, rows, depths]).toEqual([source, ROWS, [expect.any(Number)]]);
      const acknowledged = last.get(source)!;
      // The process may have been killed after a publication and before its report.
      expect([acknowledged, acknowledged + 1]).toContain(depths[0]);
    }
  }
  const pool = await test.subgraph.database.pool();
  const { rows } = await pool.query('select count(*)::int as count, max(number) as newest from revision');
  expect(rows[0].count).toBe(rows[0].newest);
}, 300_000);

it.each([
  ['source', 'insert'],
  ['well', 'update'],
  ['well', 'insert'],
  ['revision', 'insert'],
])(
  'a connection that is lost at %s, %s leaves the last revision intact, and the next publication succeeds',
  async (table, event) => {
    await publish(1);
    const pool = await test.subgraph.database.pool();
    await pool.query(`create function lose_connection() returns trigger language plpgsql as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`);
    await pool.query(
      `create trigger lose_connection before ${event} on ${table} for each row execute function lose_connection()`,
    );
    await expect(publish(2)).rejects.toThrow();
    expect(await standing()).toMatchObject([{ rows: ROWS, depths: [1], revision: 1 }]);
    await pool.query(`drop trigger lose_connection on ${table}`);
    expect(await publish(3)).toMatchObject({ outcome: 'published', revision: 2 });
    expect(await standing()).toMatchObject([{ depths: [3] }]);
  },
);

it.each(['before insert', 'before update'])(
  'a disk that is full %s leaves the last revision intact',
  async (moment) => {
    await publish(1);
    const pool = await test.subgraph.database.pool();
    await pool.query(`create function full_disk() returns trigger language plpgsql as
    $$ begin if new.id = 'w300' then raise exception 'no space left on device' using errcode = '53100'; end if;
       return new; end $$`);
    await pool.query(`create trigger full_disk ${moment} on well for each row execute function full_disk()`);
    await expect(publish(2)).rejects.toThrow('no space left on device');
    expect(await standing()).toMatchObject([{ rows: ROWS, depths: [1], revision: 1 }]);
    await pool.query('drop trigger full_disk on well');
    expect(await publish(2)).toMatchObject({ outcome: 'published', revision: 2 });
  },
);

it('a publisher that reads a large file does not block others', async () => {
  const pool = await test.subgraph.database.pool();
  const client = await pool.connect();
  // Like a publication that is still reading its file: an open transaction with a stage, without the publication lock.
  await client.query('begin');
  await client.query('create temporary table stage (like well) on commit drop');
  expect(await publish(1)).toMatchObject({ outcome: 'published' });
  await client.query('rollback');
  client.release();
});
