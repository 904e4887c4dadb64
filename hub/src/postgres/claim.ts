import { setTimeout as sleep } from 'node:timers/promises';
import { HubError, wordsOf } from '../errors.js';
import { type Hold, type Holder, holdHome } from './hold.js';
import { type Postgres, type PostgresOptions, startPostgres } from './postgres.js';

export interface ClaimOptions extends PostgresOptions {
  /** The address or command of this process, shown to others; at most 35 bytes. */
  label: string;
}

/** A home's PostgreSQL, and whether the home is ours. */
export interface Claim {
  postgres: Postgres;
  /** Who has the home, if it is not us: its database may be used, and is theirs to stop. */
  holder?: Holder;
  /** Fulfilled when the home is ours no longer although we did not give it back: its server died. */
  lost: Promise<void>;
  /** Gives the home back: stops PostgreSQL if the home is ours. */
  release(): Promise<void>;
}

const TRIES = 5;
const NEVER = new Promise<void>(() => {});

/**
 * Starts a home's PostgreSQL, or takes the one that runs there, and takes the home unless somebody has it.
 * @throws HubError of every code but HOME_IN_USE
 */
export async function claimHome({ label, ...options }: ClaimOptions): Promise<Claim> {
  for (let left = TRIES; ; left -= 1) {
    const postgres = await startPostgres(options);
    try {
      const { hold, holder } = await holdHome(postgres.dsn(), label);
      return { postgres, holder, ...terms(postgres, hold) };
    } catch (error) {
      if (error instanceof HubError) throw error;
      if (left === 1) throw unreachable(postgres, error);
      // Its owner may be stopping it: then it is started again.
      await sleep(100);
    }
  }
}

function terms(postgres: Postgres, hold: Hold | undefined): Pick<Claim, 'lost' | 'release'> {
  if (!hold) return { lost: NEVER, release: async () => {} };
  // The hold is kept until the server is gone, so that nobody takes a home whose server we are stopping.
  const unwatch = stopOnExit(postgres.pid);
  return {
    lost: hold.lost,
    release: () => {
      unwatch();
      return hold.release(postgres.stop);
    },
  };
}

function unreachable({ pid, port }: Postgres, cause: unknown): HubError {
  return new HubError(
    'POSTGRES_FAILED',
    `PostgreSQL runs (pid ${pid}) but does not take us in on 127.0.0.1:${port} (${wordsOf(cause)}): see postgres.log in the home.`,
    { cause },
  );
}

/** Stops PostgreSQL if this process ends without releasing it, such as by an exception that nothing catches. */
function stopOnExit(pid: number): () => void {
  const stop = () => {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // It has ended already.
    }
  };
  process.once('exit', stop);
  return () => process.off('exit', stop);
}
