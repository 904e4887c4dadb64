import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ConnectedSubgraph,
  type Dataset,
  describeReport,
  ingest,
  readSourceDescription,
  type SourceDescription,
} from '@cabildo/kit';
import { HubError } from './errors.js';
import type { Report } from './steps.js';

interface PackageFile {
  subgraph: ConnectedSubgraph;
  dataset: Dataset;
  path: string;
  source: SourceDescription;
}

/** The files of the data packages in `folder`, in the order of its `packages.json`. */
export async function packageFiles(folder: string, subgraphs: ConnectedSubgraph[]): Promise<PackageFile[]> {
  const names: string[] = JSON.parse(await readFile(join(folder, 'packages.json'), 'utf8'));
  const files: PackageFile[] = [];
  for (const name of names) {
    const description = join(folder, name, 'source.json');
    const source = readSourceDescription(await readFile(description, 'utf8'), description);
    for (const { dataset, file } of source.files)
      files.push({ ...findDataset(dataset, subgraphs), path: join(folder, name, file), source });
  }
  return files;
}

/**
 * The dataset of a name, and the subgraph that it is published into.
 * @throws HubError UNKNOWN_DATASET
 */
export function findDataset(name: string, subgraphs: ConnectedSubgraph[]) {
  for (const subgraph of subgraphs) {
    const dataset = subgraph.datasets.find((each) => each.name === name);
    if (dataset) return { subgraph, dataset };
  }
  const known = subgraphs.flatMap(({ datasets }) => datasets.map((each) => each.name));
  throw new HubError('UNKNOWN_DATASET', `There is no dataset "${name}"; there are ${known.join(', ')}.`);
}

/** Publishes every file of the hub's data packages that is not published yet, each by the same way as any user's. */
export async function loadPackages(folder: string, subgraphs: ConnectedSubgraph[], report: Report): Promise<void> {
  const files = await packageFiles(folder, subgraphs);
  for (const [done, { subgraph, dataset, path, source }] of files.entries()) {
    report({ done, total: files.length, unit: 'files' });
    const result = await ingest(subgraph.database, { dataset, files: [path], source, publishedBy: 'cabildo' });
    if (result.outcome === 'rejected')
      throw new HubError('PACKAGE_REJECTED', `${path} does not hold:\n${describeReport(result)}`);
  }
}
