import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { openHome } from '../src/home.js';
import { type Postgres, startPostgres } from '../src/postgres/postgres.js';
import { newHome, removeHomes } from './temporary-home.js';

// Real servers, on machines that may be busy.
jest.setTimeout(60_000);

// Only root runs PostgreSQL as somebody else, who may not get in everywhere that root does.
const asRoot = process.getuid?.() === 0 ? test : test.skip;

let closed: string;

beforeEach(async () => {
  closed = await mkdtemp(join(tmpdir(), 'cabildo-closed-'));
});

afterEach(async () => {
  await removeHomes();
  await rm(closed, { recursive: true });
});

async function startAndStop(path: string): Promise<Postgres> {
  const postgres = await startPostgres({ home: await openHome(path), settings: { fsync: 'off' } });
  await postgres.stop();
  return postgres;
}

asRoot('below a folder of mode 700 the data lie below /var/lib, and a note in the home says so', async () => {
  const path = newHome(closed);
  const first = await startAndStop(path);
  expect(first.dataFolder).toMatch(/^\/var\/lib\/cabildo\/data\//);
  const note = await readFile(join(path, 'postgres.location'), 'utf8');
  expect(join(note.split('\n')[0] ?? '', 'postgres')).toBe(first.dataFolder);
  expect((await startAndStop(path)).dataFolder).toBe(first.dataFolder);
});

asRoot('a home that was moved keeps its data', async () => {
  const [from, to] = [newHome(closed), newHome(closed)];
  const first = await startAndStop(from);
  await rename(from, to);
  expect((await startAndStop(to)).dataFolder).toBe(first.dataFolder);
});

asRoot('a copy of a home begins with data of its own', async () => {
  const [original, copy] = [newHome(closed), newHome(closed)];
  const first = await startAndStop(original);
  await cp(original, copy, { recursive: true });
  expect((await startAndStop(copy)).dataFolder).not.toBe(first.dataFolder);
  expect((await startAndStop(original)).dataFolder).toBe(first.dataFolder);
});

asRoot('two first starts at one moment agree on one place', async () => {
  const path = newHome(closed);
  const home = await openHome(path);
  const both = await Promise.all([1, 2].map(() => startPostgres({ home, settings: { fsync: 'off' } })));
  expect(both[0]?.dataFolder).toBe(both[1]?.dataFolder);
  expect(both[0]?.pid).toBe(both[1]?.pid);
  await both[0]?.stop();
});

asRoot('data whose way was closed later are named, and left where they are', async () => {
  const open = newHome();
  const first = await startAndStop(open);
  const moved = newHome(closed);
  await rename(open, moved);
  await expect(startAndStop(moved)).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
  expect(existsSync(join(moved, 'postgres', 'PG_VERSION'))).toBe(true);
  await rename(moved, open);
  expect((await startAndStop(open)).dataFolder).toBe(first.dataFolder);
});
