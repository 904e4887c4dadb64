import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openHome } from '../../hub/src/home.js';
import { findPlace } from '../../hub/src/postgres/place.js';
import { type Postgres, startPostgres } from '../../hub/src/postgres/postgres.js';
import { readPostmaster, serves, stopPostmaster } from '../../hub/src/postgres/postmaster.js';
import { isRunning } from '../../hub/src/processes.js';

const PREFIX = 'cabildo-test-';

/** Every run creates these data again, so they need not survive the machine. */
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

let server: { postgres: Postgres; home: string } | undefined;

/** Starts the one PostgreSQL of a test run, and gives its DSN; the role of it may make databases. */
export async function startTestServer(): Promise<string> {
  await sweep();
  const home = join(tmpdir(), `${PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
  const postgres = await startPostgres({ home: await openHome(home), settings: FORGETFUL });
  server = { postgres, home };
  return postgres.dsn();
}

export async function stopTestServer(): Promise<void> {
  if (!server) return;
  const { postgres, home } = server;
  server = undefined;
  await postgres.stop();
  await remove(home, postgres.dataFolder);
}

/** Ends and removes what test runs left behind that were killed. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const runner = name.startsWith(PREFIX) && Number(name.slice(PREFIX.length).split('-')[0]);
    const home = join(tmpdir(), name);
    if (!runner || isRunning(runner) || !(await isOurs(home))) continue;
    const { data } = await findPlace({ path: home });
    const postmaster = readPostmaster(data);
    if (postmaster && serves(postmaster.pid, data)) await stopPostmaster(postmaster.pid, data);
    await remove(home, data);
  }
}

async function isOurs(folder: string): Promise<boolean> {
  return (await stat(folder)).uid === process.getuid?.();
}

/** A home, and its data where they could not lie in it. */
async function remove(home: string, data: string): Promise<void> {
  await rm(dirname(data), { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
}
