import { access, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type ConnectedSubgraph,
  describeReport,
  findDataset,
  ingest as publish,
  readSourceDescription,
} from '@cabildo/kit';
import { readHubConfig } from '../config.js';
import { codeOf, HubError } from '../errors.js';
import { openDatabase, withSubgraphs } from '../running.js';
import { Steps } from '../steps.js';

export interface IngestFlags {
  source?: string;
  note?: string;
  dryRun?: boolean;
}

/** Publishes files into a dataset; answers whether they were accepted. */
export async function ingest(
  dataset: string,
  files: string[],
  { source, note, dryRun }: IngestFlags,
): Promise<boolean> {
  const described = source ?? join(dirname(files[0]!), 'source.json');
  const description = readSourceDescription(await readable(described, () => readFile(described, 'utf8')), described);
  for (const file of files) await readable(file, () => access(file));
  const steps = new Steps(process.stderr);
  const database = await openDatabase(readHubConfig(), `hub ingest ${dataset}`, steps, { shared: true });
  try {
    return await withSubgraphs(database, steps, async (subgraphs) => {
      const found = findDataset(dataset, subgraphs) ?? unknownDataset(dataset, subgraphs);
      const report = await publish(found.subgraph.database, {
        dataset: found.dataset,
        files,
        source: description,
        publishedBy: userInfo().username,
        note,
        dryRun,
      });
      process.stdout.write(`${describeReport(report)}\n`);
      return report.outcome !== 'rejected';
    });
  } finally {
    await database.release();
  }
}

async function readable<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const reason = codeOf(error) ?? String(error);
    throw new HubError('FILE_UNREADABLE', `${path} cannot be read (${reason}): name a file that can.`, {
      cause: error,
    });
  }
}

function unknownDataset(name: string, subgraphs: ConnectedSubgraph[]): never {
  const known = subgraphs.flatMap(({ datasets }) => datasets.map((each) => each.name));
  throw new HubError('UNKNOWN_DATASET', `There is no dataset "${name}"; there are ${known.join(', ')}.`);
}
