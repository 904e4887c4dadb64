import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { diagnose } from './diagnosis.js';
import type { Place } from './place.js';
import {
  clearUnreadable,
  POLL_MS,
  type Postmaster,
  READY_MS,
  readPostmaster,
  serves,
  slow,
  stopPostmaster,
} from './postmaster.js';
import type { ServerLog } from './server-log.js';

export interface Launch {
  binaries: Binaries;
  place: Place;
  settings: Record<string, string>;
  log: ServerLog;
}

/** Why a server ended at once although nothing is wrong with it: another try may fare better. */
const PASSING = [
  /lock file "postmaster.pid" (already exists|is empty)/, // another start was faster
  /could not create any TCP\/IP sockets/, // the port was taken in between
  /pre-existing shared memory block/, // the last server is still on its way out
];

/**
 * Starts a server on a place's data. Undefined: not this time, look again who runs there.
 * @throws HubError DATA_VERSION, DATA_FOLDER_UNUSABLE, DISK_FULL, SHARED_MEMORY, POSTGRES_SLOW, POSTGRES_FAILED
 */
export async function launch({ binaries, place, settings, log }: Launch): Promise<Postmaster | undefined> {
  clearUnreadable(place.data);
  const { descriptor, from } = log.open();
  const server = spawn(binaries.postgres, words(place.data, await freePort(), settings), {
    ...place.account,
    // Its own process group: the terminal's Ctrl-C is for us, who stop it when we are done with it.
    detached: true,
    cwd: '/',
    env: { LC_ALL: 'C', ...forgive(place.data) },
    stdio: ['ignore', descriptor, descriptor],
  });
  closeSync(descriptor);
  await once(server, 'spawn');
  server.unref();
  const ready = await becomesReady(server, place.data);
  if (ready) return ready;
  const said = log.since(from);
  if (PASSING.some((pattern) => pattern.test(said))) return undefined;
  throw diagnose('PostgreSQL', said, place.data, log.path);
}

function words(data: string, port: number, settings: Record<string, string>): string[] {
  return [
    '-D',
    data,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ];
}

/**
 * A postmaster.pid whose number now belongs to some other program keeps PostgreSQL from starting. It clears the file
 * away itself, with all its own checks, once it takes that number for a relative's, which is why pg_ctl sets it.
 */
function forgive(data: string): NodeJS.ProcessEnv {
  const left = readPostmaster(data);
  return left && !serves(left.pid, data) ? { PG_GRANDPARENT_PID: String(left.pid) } : {};
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** The server once it takes connections, or undefined once it has ended. */
async function becomesReady(server: ChildProcess, data: string): Promise<Postmaster | undefined> {
  for (const end = Date.now() + READY_MS; Date.now() < end; ) {
    if (server.exitCode !== null || server.signalCode !== null) return undefined;
    const found = readPostmaster(data);
    if (found?.pid === server.pid && found?.status === 'ready') return found;
    await sleep(POLL_MS);
  }
  await stopPostmaster(server.pid ?? 0, data);
  throw slow(data);
}
