import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { codeOf, HubError } from '../errors.js';
import { isRunning } from '../processes.js';

/** Who has a home for itself. */
export interface Holder {
  pid: number;
  /** What it said of itself: its address, or its command. */
  label: string;
}

/** Exclusive use of a home, for as long as its connection lives: it ends with our process, however that ends. */
export interface Hold {
  /** Lets others have the home, after `lastly` is done. */
  release(lastly?: () => Promise<void>): Promise<void>;
  /** Fulfilled when the hold ended without being released: the server died, or was stopped by somebody. */
  lost: Promise<void>;
}

export type Claimed = { hold: Hold; holder?: undefined } | { hold?: undefined; holder: Holder };

/** Any number that nothing else in the hub takes an advisory lock on. */
const LOCK = 0x0cab_11d0;
const FREED_WITHIN_MS = 5_000;

const HOLDER = `
  select coalesce(a.application_name, '') as name
  from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = $1 and l.objsubid = 1
    and l.database = (select oid from pg_database where datname = current_database())`;

/**
 * Locks a home for this process, or reports the owner. Always in the same database, because the lock belongs to it.
 * @param label the address or command of this process, shown to others
 * @throws HubError PASSWORD_UNKNOWN; or what the database says
 */
export async function holdHome(dsn: string, label: string): Promise<Claimed> {
  const client = new pg.Client({ connectionString: dsn, application_name: signature(label), keepAlive: true });
  // An idle connection that breaks is an event, and one that nobody hears ends the process.
  client.on('error', () => {});
  try {
    await client.connect();
    const holder = await take(client);
    if (!holder) return { hold: holdBy(client) };
    await client.end();
    return { holder };
  } catch (error) {
    await client.end().catch(() => {});
    throw refusal(error);
  }
}

function holdBy(client: pg.Client): Hold {
  let released = false;
  const lost = new Promise<void>((resolve) => {
    client.once('end', () => released || resolve());
  });
  return {
    lost,
    async release(lastly) {
      released = true;
      await lastly?.();
      await client.end();
    },
  };
}

/** Undefined when the lock is ours. */
async function take(client: pg.Client): Promise<Holder | undefined> {
  for (const end = Date.now() + FREED_WITHIN_MS; ; await sleep(50)) {
    const tried = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [LOCK]);
    if (tried.rows[0]?.ours) return undefined;
    const found = await client.query<{ name: string }>(HOLDER, [LOCK]);
    const holder = found.rows[0] && parse(found.rows[0].name);
    // The database needs a moment to notice that a holder was killed.
    if (holder && (isRunning(holder.pid) || Date.now() > end)) return holder;
  }
}

// PostgreSQL cuts names after 63 bytes, hence no more words than these.
function signature(label: string): string {
  return `cabildo hub pid=${process.pid} url=${label}`;
}

function parse(name: string): Holder {
  const [, pid, label] = /^cabildo hub pid=(\d+) url=(.*)$/.exec(name) ?? [];
  return { pid: Number(pid ?? 0), label: label ?? name };
}

function refusal(error: unknown): unknown {
  if (codeOf(error) !== '28P01') return error;
  return new HubError(
    'PASSWORD_UNKNOWN',
    'The password in the home, postgres.password, is not the one of its PostgreSQL: stop every Cabildo, delete that file, and start again; the data stay.',
    { cause: error },
  );
}

export function homeInUse(holder: Holder, home: string): HubError {
  return new HubError(
    'HOME_IN_USE',
    `Another Cabildo (pid ${holder.pid}, ${holder.label}) is using ${home}: stop it, or set CABILDO_HOME to another folder.`,
  );
}
