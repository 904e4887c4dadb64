import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import {
  DiskFullError,
  databaseFailure,
  describeReport,
  fileColumnNames,
  type IngestionReport,
  ingest as publish,
  readMapping,
  readSourceDescription,
  reportAsCsv,
  reportAsJson,
} from '@cabildo/kit';
import { readHubConfig } from '../config.js';
import { withDataset } from '../dataset.js';
import { codeOf, HubError } from '../errors.js';
import { IngestSteps } from '../ingest-steps.js';
import { onTerminal, Steps } from '../steps.js';

export interface IngestFlags {
  source?: string;
  mapping?: string;
  note?: string;
  dryRun?: boolean;
  acceptFindings?: boolean;
  format: keyof typeof formats;
}

export const formats = {
  text: (report) => [describeReport(report, process.stdout.columns)],
  json: reportAsJson,
  csv: reportAsCsv,
} satisfies Record<string, (report: IngestionReport) => Iterable<string>>;

/** Publishes files into a dataset. Returns whether they were accepted. */
export async function ingest(name: string, files: string[], flags: IngestFlags): Promise<boolean> {
  const described = flags.source ?? join(dirname(files[0]!), 'source.json');
  const source = readSourceDescription(await textOf(described), described);
  const mapping = flags.mapping === undefined ? undefined : await textOf(flags.mapping);
  for (const file of files) await assertFile(file);
  const { DATABASE_URL, CABILDO_HOME } = readHubConfig();
  const steps = new Steps(onTerminal(process.stderr));
  const report = await withDataset(name, `hub ingest ${name}`, steps, ({ dataset, subgraph: { database } }) => {
    const columns = fileColumnNames(database, dataset);
    const ingestion = {
      dataset,
      files,
      source,
      mapping: mapping === undefined ? undefined : readMapping(mapping, basename(flags.mapping!), columns),
      publishedBy: userInfo().username,
      note: flags.note,
      dryRun: flags.dryRun,
      acceptFindings: flags.acceptFindings,
      databaseFolder: DATABASE_URL === undefined ? CABILDO_HOME : undefined,
    };
    return new IngestSteps(steps).run((progress) => publish(database, { ...ingestion, progress })).catch(explain);
  });
  for (const piece of formats[flags.format](report)) await written(piece);
  await written('\n');
  return report.outcome !== 'rejected';
}

/** Resolves when the text is written, because a report may be larger than memory and its reader slow. */
const written = (text: string) => new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));

/** Throws an error that says what to do if the database ended the publication. */
function explain(error: unknown): never {
  if (error instanceof DiskFullError) throw new HubError('PUBLICATION_FAILED', error.message, { cause: error });
  const failure = databaseFailure(error);
  if (failure?.extensions.code !== 'DATABASE_UNAVAILABLE') throw error;
  const why = codeOf(error) === '53100' ? 'its disk is full' : `code ${codeOf(error)}`;
  throw new HubError(
    'PUBLICATION_FAILED',
    `PostgreSQL ended the publication (${why}): nothing was changed. Ingest the file again when the cause is resolved; an unchanged file makes no new revision.`,
    { cause: error },
  );
}

const textOf = (path: string) => readable(path, () => readFile(path, 'utf8'));

/** @throws HubError FILE_UNREADABLE */
export async function assertFile(path: string): Promise<void> {
  await readable(path, () => access(path, constants.R_OK));
  if ((await stat(path)).isDirectory())
    throw new HubError('FILE_UNREADABLE', `${path} is a folder. Name the files in it.`);
}

export async function readable<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const reason = codeOf(error) ?? String(error);
    throw new HubError('FILE_UNREADABLE', `${path} cannot be read (${reason}). Name a readable file.`, {
      cause: error,
    });
  }
}
