import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../database/database.js';
import type { Dataset } from '../dataset/dataset.js';
import { type IngestionReport, ingest } from './run.js';
import { readSourceDescription, type SourceDescription } from './source-description.js';

/** A subgraph that is connected to its database and accepts publications. */
export interface Publishable {
  readonly datasets: readonly Dataset[];
  readonly database: Database;
}

export interface PackageFile {
  dataset: string;
  path: string;
  source: SourceDescription;
}

/** Returns the files of one data package: a folder with a `source.json` that lists them in order. */
export async function filesOfPackage(folder: string): Promise<PackageFile[]> {
  const description = join(folder, 'source.json');
  const source = readSourceDescription(await readFile(description, 'utf8'), description);
  return source.files.map(({ dataset, file }) => ({ dataset, path: join(folder, file), source }));
}

/** Returns the files of all data packages of a folder, in the order of `packages.json`, so that references resolve. */
export async function filesOfPackages(folder: string): Promise<PackageFile[]> {
  const names: string[] = JSON.parse(await readFile(join(folder, 'packages.json'), 'utf8'));
  return (await Promise.all(names.map((name) => filesOfPackage(join(folder, name))))).flat();
}

/**
 * Publishes files into the subgraphs that have their datasets. Files of other datasets are yielded without a report.
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

/** Returns the dataset with this name, and its subgraph. */
export function findDataset<Subgraph extends Publishable>(name: string, subgraphs: readonly Subgraph[]) {
  for (const subgraph of subgraphs) {
    const dataset = subgraph.datasets.find((each) => each.name === name);
    if (dataset) return { subgraph, dataset };
  }
  return undefined;
}
