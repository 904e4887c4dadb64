import { indicators } from '@cabildo/indicators';
import type { ConnectedSubgraph, ConnectOptions, Subgraph } from '@cabildo/kit';
import { municipalities } from '@cabildo/municipalities';
import { registry } from '@cabildo/registry';
import { secretariats } from '@cabildo/secretariats';

/** The subgraphs of the hub, and the address of each if it is a separate process. */
export const subgraphs: readonly { subgraph: Subgraph; url: string }[] = [
  { subgraph: municipalities, url: 'http://localhost:4001/graphql' },
  { subgraph: secretariats, url: 'http://localhost:4002/graphql' },
  { subgraph: indicators, url: 'http://localhost:4003/graphql' },
  { subgraph: registry, url: 'http://localhost:4004/graphql' },
];

/** Connects every subgraph to one database, where each has a schema of its own. */
export function connectAll(
  dsn: string,
  report: (error: unknown) => void,
  options: Pick<ConnectOptions, 'signingKeys' | 'readCacheBytes'> = {},
): Promise<ConnectedSubgraph[]> {
  return Promise.all(subgraphs.map(({ subgraph }) => subgraph.connect({ dsn: { write: dsn }, report, ...options })));
}

export async function migrateAll(connected: ConnectedSubgraph[]): Promise<void> {
  // One after the other: they share the extensions of the database.
  for (const { database } of connected) await database.migrate();
}
