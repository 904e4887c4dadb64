import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, diskFull, HubError, wordsOf } from '../errors.js';
import type { Home } from '../home.js';
import { type Binaries, findBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { type Launch, launch } from './launch.js';
import { homePassword, ROLE, resetPassword } from './password.js';
import { findPlace, type Place } from './place.js';
import { type Postmaster, stopPostmaster, whenReady } from './postmaster.js';
import { ServerLog } from './server-log.js';

export interface PostgresOptions {
  home: Home;
  /** PostgreSQL's own settings by name, over ours. With `fsync: 'off'` nothing waits for the disk. */
  settings?: Record<string, string>;
}

/** A running PostgreSQL. It outlives this process unless it is stopped. */
export interface Postgres {
  /** A connection string for a database of this server, `postgres` if none is named; its role may do everything. */
  dsn(database?: string): string;
  port: number;
  pid: number;
  dataFolder: string;
  /** It ran already: started by another hub, or left behind by one that was killed. */
  reused: boolean;
  /** Stops the server, and returns when no process of it is left. Only who holds the home may (see holdHome). */
  stop(): Promise<void>;
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // The path of a socket may have 107 bytes; that of a home is not bounded.
  unix_socket_directories: '',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %a ',
  // The statements of a killed client are cancelled.
  client_connection_check_interval: '2s',
};

/** How long starts are tried again that failed for a passing reason: a port just taken, a server on its way out. */
const PATIENCE_MS = 30_000;

/**
 * Starts the PostgreSQL of a home, making it on first use, or takes the one that runs there.
 * @throws HubError of every code but HOME_IN_USE and PASSWORD_UNKNOWN
 */
export async function startPostgres({ home, settings = {} }: PostgresOptions): Promise<Postgres> {
  try {
    return await start(home, settings);
  } catch (error) {
    throw sentenceFor(error, home);
  }
}

/** What the operating system refused in places that have no sentence of their own. */
function sentenceFor(error: unknown, home: Home): unknown {
  const code = codeOf(error);
  if (error instanceof HubError || code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(home.path, error);
  const message = `The PostgreSQL of ${home.path} cannot be set up (${wordsOf(error)}): mend that, set CABILDO_HOME to another folder, or start Cabildo as another user.`;
  return new HubError('POSTGRES_FAILED', message, { cause: error });
}

async function start(home: Home, settings: Record<string, string>): Promise<Postgres> {
  const place = await findPlace(home);
  const binaries = await findBinaries(place.account);
  const password = await prepare(home, place, binaries, settings.fsync !== 'off');
  const server = { binaries, place, settings: { ...SETTINGS, ...settings }, log: new ServerLog(home) };
  return handle(await findOrLaunch(server), place.data, password);
}

/** Makes the data where there are none; gives the password that they are opened with. */
async function prepare(home: Home, place: Place, binaries: Binaries, durable: boolean): Promise<string> {
  const password = await homePassword(home);
  const made = await ensureCluster({ binaries, place, password: password.value, durable });
  // The password's file was lost, not the data.
  if (password.isNew && !made && !(await whenReady(place.data))) {
    await resetPassword(binaries, place, password.value);
  }
  return password.value;
}

async function findOrLaunch(server: Launch): Promise<Postmaster & { reused: boolean }> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(50)) {
    const running = await whenReady(server.place.data);
    if (running) return { ...running, reused: true };
    const started = await launch(server);
    if (started) return { ...started, reused: false };
  }
  throw new HubError(
    'POSTGRES_FAILED',
    `PostgreSQL does not start on ${server.place.data}, something else keeps it busy: see ${server.log.path}.`,
  );
}

function handle(
  { pid, port, reused }: Postmaster & { reused: boolean },
  dataFolder: string,
  password: string,
): Postgres {
  let stopping: Promise<void> | undefined;
  return {
    pid,
    port,
    dataFolder,
    reused,
    dsn: (database = 'postgres') => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop() {
      stopping ??= stopPostmaster(pid, dataFolder);
      return stopping;
    },
  };
}
