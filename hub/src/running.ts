import type { ConnectedSubgraph } from '@cabildo/kit';
import { openHome } from './home.js';
import { holdHome, homeInUse } from './postgres/hold.js';
import { startPostgres } from './postgres/postgres.js';
import type { Steps } from './steps.js';
import { connectAll, migrateAll } from './subgraphs.js';

/** The database of a home, with every subgraph connected to it. */
export interface Running {
  subgraphs: ConnectedSubgraph[];
  /** Fulfilled when the database ended without being stopped by us. */
  lost: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Opens a home: starts its PostgreSQL, takes the home for this process, and brings the tables up to date. With
 * `shared`, a home that a running hub has taken is used beside it, and left to it.
 * @throws HubError, with one sentence for the user
 */
export async function openDatabase(
  path: string,
  label: string,
  steps: Steps,
  { shared = false } = {},
): Promise<Running> {
  const home = await openHome(path);
  const postgres = await steps.run('Starting PostgreSQL', () => startPostgres({ home }));
  const { hold, holder } = await holdHome(postgres.dsn(), label);
  if (holder && !shared) throw homeInUse(holder, home.path);
  const subgraphs: ConnectedSubgraph[] = [];
  const stop = async () => {
    for (const subgraph of subgraphs) await subgraph.close();
    await hold?.release(() => postgres.stop());
  };
  try {
    subgraphs.push(...(await connectAll(postgres.dsn(), reportFailure)));
    await steps.run('Bringing the tables up to date', () => migrateAll(subgraphs));
    return { subgraphs, lost: hold?.lost ?? new Promise(() => {}), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function reportFailure(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}
