import { type ConnectedSubgraph, type Dataset, findDataset } from '@cabildo/kit';
import { readHubConfig } from './config.js';
import { HubError } from './errors.js';
import { openDatabase, withSubgraphs } from './running.js';
import type { Steps } from './steps.js';

export interface OpenDataset {
  dataset: Dataset;
  subgraph: ConnectedSubgraph;
}

/**
 * Works on a dataset of the hub, beside a hub that runs or by its own PostgreSQL.
 * @throws HubError UNKNOWN_DATASET
 */
export async function withDataset<Result>(
  name: string,
  label: string,
  steps: Steps,
  work: (open: OpenDataset) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(readHubConfig(), label, steps, { shared: true });
  try {
    return await withSubgraphs(database, steps, (subgraphs) =>
      work(findDataset(name, subgraphs) ?? unknownDataset(name, subgraphs)),
    );
  } finally {
    await database.release();
  }
}

function unknownDataset(name: string, subgraphs: ConnectedSubgraph[]): never {
  const known = subgraphs.flatMap(({ datasets }) => datasets.map((each) => each.name));
  throw new HubError('UNKNOWN_DATASET', `There is no dataset "${name}"; there are ${known.join(', ')}.`);
}
