import { execFileSync, spawn } from 'node:child_process';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { openHome } from '../src/home.js';
import { type Postgres, startPostgres } from '../src/postgres/postgres.js';
import { isRunning } from '../src/processes.js';
import { endInstances, Instance } from './instance.js';
import { newHome, removeHomes } from './temporary-home.js';

// Real servers, on machines that may be busy.
jest.setTimeout(60_000);

afterEach(endInstances);
afterEach(removeHomes);

async function start(path: string): Promise<Postgres> {
  return startPostgres({ home: await openHome(path), settings: { fsync: 'off' } });
}

async function ask(dsn: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(dsn);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The server's main process and its workers. */
function processesOf({ pid }: Postgres): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return [pid, ...rows.flatMap(([child, parent]) => (child && parent === pid ? [child] : []))];
}

/** Kills a server as a loss of power would, and waits for its workers to notice. */
async function kill(postgres: Postgres): Promise<void> {
  const processes = processesOf(postgres);
  process.kill(postgres.pid, 'SIGKILL');
  while (processes.some(isRunning)) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await readFile(join(postgres.dataFolder, 'postmaster.pid'), 'utf8')).toContain(String(postgres.pid));
}

test('a first start makes a server that takes UTF-8 and knows ñ for a letter', async () => {
  const began = performance.now();
  const postgres = await start(newHome());
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(postgres.reused).toBe(false);
  await ask(postgres.dsn(), 'create extension pg_trgm');
  const [row] = await ask(
    postgres.dsn(),
    `select upper('ñandú') as upper, similarity('niño', 'ni o') < 1 as letter, current_setting('server_encoding') as encoding`,
  );
  expect(row).toEqual({ upper: 'ÑANDÚ', letter: true, encoding: 'UTF8' });
  await postgres.stop();
});

test('the server listens on this machine only, and requires the password', async () => {
  const postgres = await start(newHome());
  const [row] = await ask(
    postgres.dsn(),
    `select current_setting('listen_addresses') as at, current_setting('unix_socket_directories') as sockets`,
  );
  expect(row).toEqual({ at: '127.0.0.1', sockets: '' });
  const wrong = postgres.dsn().replace(/:[^:@]+@/, ':wrong@');
  await expect(ask(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  await postgres.stop();
});

test('only the owner of a home can read its password', async () => {
  const path = newHome();
  await (await start(path)).stop();
  expect((await stat(join(path, 'postgres.password'))).mode & 0o777).toBe(0o600);
});

test('data outlive a stop and a start', async () => {
  const path = newHome();
  const first = await start(path);
  await ask(first.dsn(), 'create table kept as select 15031 as code');
  await first.stop();
  const second = await start(path);
  expect(second.reused).toBe(false);
  expect(await ask(second.dsn(), 'select code from kept')).toEqual([{ code: 15031 }]);
  await second.stop();
});

test('a stopped server leaves no process', async () => {
  const postgres = await start(newHome());
  const processes = processesOf(postgres);
  expect(processes.length).toBeGreaterThan(3);
  await Promise.all([postgres.stop(), postgres.stop()]);
  expect(processes.filter(isRunning)).toEqual([]);
});

test('a server whose starter was killed is taken over, data and all', async () => {
  const path = newHome();
  const killed = await Instance.start(path);
  await ask(killed.report.dsn ?? '', 'create table kept as select 15031 as code');
  await killed.end('SIGKILL');
  const postgres = await start(path);
  expect(postgres).toMatchObject({ reused: true, pid: killed.report.postgres });
  expect(await ask(postgres.dsn(), 'select code from kept')).toEqual([{ code: 15031 }]);
  await postgres.stop();
  expect(isRunning(postgres.pid)).toBe(false);
});

test('a killed server starts again with all committed data', async () => {
  const path = newHome();
  const first = await start(path);
  await ask(first.dsn(), 'create table kept as select 15031 as code');
  await kill(first);
  const second = await start(path);
  expect(second.reused).toBe(false);
  expect(await ask(second.dsn(), 'select code from kept')).toEqual([{ code: 15031 }]);
  await second.stop();
});

test('a postmaster.pid with the number of an unrelated process of the same user is not in the way', async () => {
  const path = newHome();
  const first = await start(path);
  await ask(first.dsn(), 'create table kept as select 15031 as code');
  const { uid, gid } = await stat(first.dataFolder);
  await kill(first);
  const unrelated = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid, cwd: '/' } : {});
  const file = join(first.dataFolder, 'postmaster.pid');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(unrelated.pid)));
  const second = await start(path);
  expect(second.reused).toBe(false);
  expect(unrelated.exitCode).toBeNull();
  expect(await ask(second.dsn(), 'select code from kept')).toEqual([{ code: 15031 }]);
  unrelated.kill();
  await second.stop();
});

test('a postmaster.pid that a loss of power left empty is not in the way', async () => {
  const path = newHome();
  const first = await start(path);
  await kill(first);
  await writeFile(join(first.dataFolder, 'postmaster.pid'), '');
  const second = await start(path);
  expect(second.reused).toBe(false);
  await second.stop();
});

test('a lost password file is created again, and the data stay', async () => {
  const path = newHome();
  const first = await start(path);
  await ask(first.dsn(), 'create table kept as select 15031 as code');
  await first.stop();
  await rm(join(path, 'postgres.password'));
  const second = await start(path);
  expect(second.dsn().split('@')[0]).not.toBe(first.dsn().split('@')[0]);
  expect(await ask(second.dsn(), 'select code from kept')).toEqual([{ code: 15031 }]);
  await second.stop();
});

test('data of another PostgreSQL version are left alone, and named', async () => {
  const path = newHome();
  const { dataFolder, stop } = await start(path);
  await stop();
  await writeFile(join(dataFolder, 'PG_VERSION'), '15\n');
  await expect(start(path)).rejects.toMatchObject({
    code: 'DATA_VERSION',
    message: expect.stringMatching(/was made by PostgreSQL 15, and this is PostgreSQL 18: start the version/),
  });
});

test('a folder of something else in the place of the data is left alone, and named', async () => {
  const path = newHome();
  await openHome(path);
  await mkdir(join(path, 'postgres'));
  await writeFile(join(path, 'postgres', 'letters.txt'), 'mine');
  await expect(start(path)).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
  expect(await readFile(join(path, 'postgres', 'letters.txt'), 'utf8')).toBe('mine');
});

test('a setting that PostgreSQL refuses is reported with its message', async () => {
  const home = await openHome(newHome());
  await expect(startPostgres({ home, settings: { fsync: 'off', shared_buffers: 'plenty' } })).rejects.toMatchObject({
    code: 'POSTGRES_FAILED',
    message: expect.stringContaining('invalid value for parameter "shared_buffers"'),
  });
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('a home that root copied is given back to the account that PostgreSQL runs under', async () => {
  const path = newHome();
  const first = await start(path);
  await first.stop();
  await chown(first.dataFolder, 0, 0);
  await chmod(first.dataFolder, 0o755);
  const second = await start(path);
  await second.stop();
  expect((await stat(second.dataFolder)).uid).not.toBe(0);
});
