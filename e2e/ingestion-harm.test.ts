// What becomes of a publication when the disk is full, the server dies, its connection is cut, or another comes at the
// same moment. The server of these tests is their own: they break it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type IngestionReport, ingest, readSourceDescription } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { openHome } from '../hub/src/home.js';
import { type Postgres, startPostgres } from '../hub/src/postgres/postgres.js';
import { isRunning } from '../hub/src/processes.js';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { wells } from '../kit/test/wells.js';

const ROWS = 400;
const home = newHome();
const source = readSourceDescription('{"code":"agency","publisher":"Agency","title":"Wells"}', 'source.json');

let postgres: Postgres;
let test: TestSubgraph;
let folder: string;
let count = 0;

beforeAll(async () => {
  postgres = await start();
});
afterAll(async () => {
  await postgres.stop();
  await removeHomes();
});
beforeEach(async () => {
  test = await testSubgraph(wells, postgres.dsn());
  folder = await mkdtemp(join(tmpdir(), 'cabildo-harm-'));
});
afterEach(async () => {
  await test.close().catch(() => undefined);
  await rm(folder, { recursive: true });
});

const start = async () => startPostgres({ home: await openHome(home), settings: { max_connections: '100' } });

async function publish(depth: number, rows = ROWS, subgraph = test.subgraph): Promise<IngestionReport> {
  const path = join(folder, `wells-${count++}.csv`);
  const lines = Array.from({ length: rows }, (_, at) => `15031,w${at},Pozo número ${at},${depth}`);
  await writeFile(path, `municipality_code,id,name,depth_m\n${lines.join('\n')}\n`);
  return ingest(subgraph.database, { dataset: wells.datasets[0]!, files: [path], source, publishedBy: 'tester' });
}

/** The number of current rows, their depths, and the number of revisions. */
async function standing(subgraph = test.subgraph): Promise<{ rows: number; depths: number[]; revisions: number }> {
  const pool = await subgraph.database.pool();
  const { rows } = await pool.query(
    `select count(*)::int as rows, array_agg(distinct depth_m) as depths,
       (select count(*)::int from revision) as revisions from well where recorded_to = 2147483647`,
  );
  return rows[0];
}

const sql = async (statement: string) => (await test.subgraph.database.pool()).query(statement);

describe('a disk that is full', () => {
  /** A file system of a few megabytes, which only root may make, and where it may. */
  async function smallDisk(): Promise<string | undefined> {
    const path = await mkdtemp(join(tmpdir(), 'cabildo-small-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m,mode=0755', 'tmpfs', path], { stdio: 'ignore' });
      const { uid, gid } = await stat(postgres.dataFolder);
      await mkdir(join(path, 'space'));
      execFileSync('chown', [`${uid}:${gid}`, join(path, 'space')]);
      return path;
    } catch {
      await rm(path, { recursive: true, force: true });
      return undefined;
    }
  }

  async function onSmallDisk(work: (space: string, path: string) => Promise<void>): Promise<void> {
    const path = await smallDisk();
    if (!path) {
      process.stderr.write('Not tried: a disk that is full, for this user may not mount a small one.\n');
      return;
    }
    const space = `small_${count++}`;
    try {
      await sql(`create tablespace ${space} location '${join(path, 'space')}'`);
      await work(space, path);
    } finally {
      await test.close();
      const admin = await testSubgraph(wells, postgres.dsn());
      await (await admin.subgraph.database.pool()).query(`drop tablespace if exists ${space}`);
      await admin.close();
      execFileSync('umount', ['-l', path]);
      await rm(path, { recursive: true });
    }
  }

  it(
    'where the rows are kept leaves the last revision whole, and the next goes through when there is room',
    () =>
      onSmallDisk(async (space, path) => {
        const { rows } = await sql(`select indexname from pg_indexes where tablename = 'well'`);
        await sql(`alter table well set tablespace ${space}`);
        for (const { indexname } of rows) await sql(`alter index "${indexname}" set tablespace ${space}`);
        await publish(1);
        await expect(publish(2, 100_000)).rejects.toMatchObject({ code: '53100' });
        expect(await standing()).toEqual({ rows: ROWS, depths: [1], revisions: 1 });
        execFileSync('mount', ['-o', 'remount,size=48m', path]);
        expect(await publish(3)).toMatchObject({ outcome: 'published', revision: 2 });
        expect(await standing()).toEqual({ rows: ROWS, depths: [3], revisions: 2 });
      }),
    60_000,
  );

  it(
    'where the file is staged leaves the last revision whole, and keeps nobody waiting',
    () =>
      onSmallDisk(async (space) => {
        await publish(1);
        const { rows } = await sql('select current_database() as name');
        await sql(`alter database "${rows[0].name}" set temp_tablespaces = ${space}`);
        const cramped = await wells.connect({ dsn: { write: test.dsn } });
        await expect(publish(2, 200_000, cramped)).rejects.toMatchObject({ code: '53100' });
        expect(await standing()).toEqual({ rows: ROWS, depths: [1], revisions: 1 });
        expect(await publish(3)).toMatchObject({ outcome: 'published', revision: 2 });
        await cramped.close();
      }),
    60_000,
  );
});

it('a server that is killed while it publishes keeps each revision that it acknowledged, and no half of another', async () => {
  const main = ['--import', './e2e/postgres/from-source.js', 'kit/test/publish-for-ever-main.ts'];
  const dsn = new URL(test.dsn);
  let acknowledged = 0;
  for (let round = 0; round < 3; round += 1) {
    const args = [...main, dsn.href, folder, 'agency', String(acknowledged + 2), String(ROWS)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await sleep(100 + Math.random() * 300);
    await killServer();
    await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(undefined)));
    acknowledged = Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1)!.split(' ')[0]);
    postgres = await start();
    dsn.port = new URL(postgres.dsn()).port;
    const after = await wells.connect({ dsn: { write: dsn.href } });
    const { rows, depths } = await standing(after);
    await after.close();
    expect(rows).toBe(ROWS);
    expect(depths).toHaveLength(1);
    // One more may have been published that it could not say any more.
    expect([acknowledged, acknowledged + 1]).toContain(depths[0]);
    acknowledged = depths[0]!;
  }
}, 60_000);

/** As a loss of power: the main process and all its workers. */
async function killServer(): Promise<void> {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const all = [postgres.pid, ...rows.flatMap(([child, parent]) => (child && parent === postgres.pid ? [child] : []))];
  for (const pid of all) process.kill(pid, 'SIGKILL');
  while (all.some(isRunning)) await sleep(20);
}

it('a connection that is cut at any moment leaves the old revision, or the whole new one', async () => {
  await publish(1);
  let depth = 1;
  for (let round = 0; round < 10; round += 1) {
    const next = publish(depth + 1, ROWS).then(
      () => true,
      () => false,
    );
    await sleep(Math.random() * 60);
    const admin = await wells.connect({ dsn: { write: test.dsn } });
    await (await admin.database.pool()).query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const published = await next;
    const { rows, depths, revisions } = await standing(admin);
    await admin.close();
    expect([rows, depths.length]).toEqual([ROWS, 1]);
    // An acknowledged revision is recorded; another one may have been committed just before the cut.
    if (published) expect(depths).toEqual([depth + 1]);
    expect([depth, depth + 1]).toContain(depths[0]);
    depth = depths[0]!;
    expect(revisions).toBe(depth);
  }
}, 60_000);

it('two concurrent publications of one source run in turn, and the later one is complete', async () => {
  const reports = await Promise.all([publish(1), publish(2), publish(3)]);
  expect(reports.map(({ revision }) => revision).toSorted()).toEqual([1, 2, 3]);
  const last = reports.findIndex(({ revision }) => revision === 3) + 1;
  expect(await standing()).toEqual({ rows: ROWS, depths: [last], revisions: 3 });
});
