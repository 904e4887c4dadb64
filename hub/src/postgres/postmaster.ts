import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, HubError } from '../errors.js';
import { findProcess, isRunning } from '../processes.js';

/** PostgreSQL's main process, by what it writes to `postmaster.pid` in its data folder. */
export interface Postmaster {
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping` */
  status: string;
}

/** Long enough for the recovery of a server that was killed while it loaded data. */
export const READY_MS = 120_000;
export const POLL_MS = 10;
const UNREADABLE_MS = 2_000;

/** What `postmaster.pid` says, be it true or left over. */
export function readPostmaster(data: string): Postmaster | undefined {
  const lines = readPidFile(data)?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), status: lines[7]?.trim() || 'starting' };
}

/** Removes a `postmaster.pid` that a loss of power left empty or garbled: PostgreSQL refuses to judge such a file. */
export function clearUnreadable(data: string): void {
  const path = join(data, 'postmaster.pid');
  if (readPidFile(data) === undefined || readPostmaster(data)) return;
  // A server that is just starting leaves its file empty for some microseconds.
  if (Date.now() - statSync(path).mtimeMs > UNREADABLE_MS) rmSync(path);
}

function readPidFile(data: string): string | undefined {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the process with this number is a PostgreSQL on these data, and not one that was given the number later. */
export function serves(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return findProcess(pid)?.command.includes(data) ?? false;
  try {
    // PostgreSQL works from within its data folder, whatever the path it was given.
    const [cwd, folder] = [statSync(`/proc/${pid}/cwd`), statSync(data)];
    return isRunning(pid) && cwd.dev === folder.dev && cwd.ino === folder.ino;
  } catch {
    return false; // no such process, or another user's
  }
}

/** Waits until the server that runs on these data takes connections; undefined if none runs, or no longer. */
export async function whenReady(data: string): Promise<Postmaster | undefined> {
  for (const end = Date.now() + READY_MS; Date.now() < end; ) {
    const found = readPostmaster(data);
    if (!found || !serves(found.pid, data)) return undefined;
    if (found.status === 'ready') return found;
    await sleep(POLL_MS);
  }
  throw slow(data);
}

export function slow(data: string): HubError {
  return new HubError(
    'POSTGRES_SLOW',
    `PostgreSQL on ${data} was not ready within ${READY_MS / 1000} s, it may still be recovering: look into postgres.log in the home, and start again.`,
  );
}

/** Bounds in milliseconds, for a polite stop and for a rude one; either way nothing committed is lost. */
const STOP_BOUNDS: [signal: NodeJS.Signals, bound: number][] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 10_000],
];

/**
 * Stops the server, and returns when its process is gone.
 * @throws HubError POSTGRES_FAILED
 */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  for (const [signal, bound] of STOP_BOUNDS) {
    if (!serves(pid, data)) return;
    process.kill(pid, signal);
    if (await endsWithin(pid, bound)) return;
  }
  throw new HubError('POSTGRES_FAILED', `PostgreSQL (pid ${pid}) does not stop: end it by kill -QUIT ${pid}.`);
}

async function endsWithin(pid: number, bound: number): Promise<boolean> {
  for (const end = Date.now() + bound; Date.now() < end; ) {
    if (!isRunning(pid)) return true;
    await sleep(POLL_MS);
  }
  return false;
}
