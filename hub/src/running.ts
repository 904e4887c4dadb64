import type { ConnectedSubgraph, SigningKeys } from '@cabildo/kit';
import type { HubConfig } from './config.js';
import { openHome } from './home.js';
import { claimHome } from './postgres/claim.js';
import { homeInUse } from './postgres/hold.js';
import { openSigningKeys } from './signing-keys.js';
import type { Steps } from './steps.js';
import { connectAll, migrateAll } from './subgraphs.js';

/** A PostgreSQL for the hub: that of its home, or the one that DATABASE_URL names. */
export interface OpenDatabase {
  dsn: string;
  signingKeys?: SigningKeys;
  /** Bytes that each subgraph keeps of what it read. */
  readCacheBytes?: number;
  /** Whether a running hub has the home: its tables are up to date, and the database is its own to stop. */
  shared?: boolean;
  /** Fulfilled when it ended without being released by us. */
  lost?: Promise<void>;
  /** Stops it where it is ours to stop. */
  release(): Promise<void>;
}

/**
 * Starts the PostgreSQL of the home and takes the home for this process. With `shared`, a home that a running hub has
 * taken is used beside it, and left running. Without `signs`, no key is read or created.
 * @throws HubError, with one sentence for the user
 */
export async function openDatabase(
  config: HubConfig,
  label: string,
  steps: Steps,
  { shared = false, signs = true } = {},
): Promise<OpenDatabase> {
  const { DATABASE_URL, CABILDO_HOME, KEPT_READS_BYTES: readCacheBytes } = config;
  const signingKeys = signs ? await openSigningKeys(config) : undefined;
  if (DATABASE_URL) return { dsn: DATABASE_URL, signingKeys, readCacheBytes, release: async () => {} };
  const home = await openHome(CABILDO_HOME);
  const claim = await steps.run('Starting PostgreSQL', () => claimHome({ home, label }));
  if (claim.holder && !shared) throw homeInUse(claim.holder, home.path);
  const { postgres, holder, lost, release } = claim;
  return { dsn: postgres.dsn(), signingKeys, readCacheBytes, shared: holder !== undefined, lost, release };
}

/** Connects the subgraphs to their tables, brings these up to date, and closes all when `work` is done. */
export function withSubgraphs<Result>(
  database: Pick<OpenDatabase, 'dsn' | 'signingKeys' | 'readCacheBytes'>,
  steps: Steps,
  work: (subgraphs: ConnectedSubgraph[]) => Promise<Result>,
): Promise<Result> {
  return withConnected(database, async (subgraphs) => {
    await steps.run('Bringing the tables up to date', () => migrateAll(subgraphs));
    return work(subgraphs);
  });
}

/** Connects the subgraphs to their tables as they stand, and closes all when `work` is done. */
export async function withConnected<Result>(
  { dsn, signingKeys, readCacheBytes }: Pick<OpenDatabase, 'dsn' | 'signingKeys' | 'readCacheBytes'>,
  work: (subgraphs: ConnectedSubgraph[]) => Promise<Result>,
): Promise<Result> {
  const subgraphs = await connectAll(dsn, reportFailure, { signingKeys, readCacheBytes });
  try {
    return await work(subgraphs);
  } finally {
    for (const subgraph of subgraphs) await subgraph.close();
  }
}

function reportFailure(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
