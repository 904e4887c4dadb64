import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../database/database.js';
import type { Dataset } from '../dataset/dataset.js';
import { type IngestionReport, ingest } from './run.js';
import { readSourceDescription, type SourceDescription } from './source-description.js';

/** Somewhere that files can be published into: a subgraph that is connected to its tables. */
export interface Publishable {
  readonly datasets: readonly Dataset[];
  readonly database: Database;
}

export interface PackageFile {
  dataset: string;
  path: string;
  source: SourceDescription;
}

/** The files of one data package: a folder with a `source.json` and the files that it names, in its order. */
export async function filesOfPackage(folder: string): Promise<PackageFile[]> {
  const description = join(folder, 'source.json');
  const source = readSourceDescription(await readFile(description, 'utf8'), description);
  return source.files.map(({ dataset, file }) => ({ dataset, path: join(folder, file), source }));
}

/** The files of all data packages in a folder, in the order of its `packages.json`, which satisfies references. */
export async function filesOfPackages(folder: string): Promise<PackageFile[]> {
  const names: string[] = JSON.parse(await readFile(join(folder, 'packages.json'), 'utf8'));
  return (await Promise.all(names.map((name) => filesOfPackage(join(folder, name))))).flat();
}

/**
 * Publishes files, each into the subgraph that has its dataset, by the way of any other ingestion. Files of datasets
 * that no subgraph has are left to those that do.
 */
export async function* publishFiles(
  files: PackageFile[],
  subgraphs: readonly Publishable[],
  publishedBy: string,
): AsyncGenerator<{ file: PackageFile; report?: IngestionReport }> {
  for (const file of files) {
    const found = findDataset(file.dataset, subgraphs);
    if (!found) {
      yield { file };
      continue;
    }
    const { dataset, subgraph } = found;
    const report = await ingest(subgraph.database, { dataset, files: [file.path], source: file.source, publishedBy });
    yield { file, report };
  }
}

/** The dataset of a name, and the subgraph that it is published into. */
export function findDataset<Subgraph extends Publishable>(name: string, subgraphs: readonly Subgraph[]) {
  for (const subgraph of subgraphs) {
    const dataset = subgraph.datasets.find((each) => each.name === name);
    if (dataset) return { subgraph, dataset };
  }
  return undefined;
}
