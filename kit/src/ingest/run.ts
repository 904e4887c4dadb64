import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import type { Dataset } from '../dataset/dataset.js';
import { ABANDONED_REFERENCE, LIMIT_EXCEEDED } from '../dataset/rules.js';
import { appendRevision } from '../log/append.js';
import { commitPublication, confirmPublication } from '../log/commit.js';
import { nextRevision } from '../log/next-revision.js';
import { type Receipt, receiptOf } from '../log/receipt.js';
import { shapeOf } from '../log/row-shape.js';
import { recordRows } from '../log/rows-log.js';
import { untilAcknowledged } from '../moment/acknowledgement.js';
import { findDanglingReferences } from './dangling-references.js';
import { type ChangeCounts, findDifference, publishDifference } from './difference.js';
import { Findings } from './findings.js';
import type { Ingestion, IngestionReport } from './ingestion.js';
import { digest } from './read/file.js';
import { recordFindings } from './record-findings.js';
import { areNewest, recordSources, reserveSources } from './source-record.js';
import { tableNames } from './stage.js';
import { checkStaged, type Staging, stageFiles } from './stage-files.js';

export type { Amount, Ingestion, IngestionReport, Progress } from './ingestion.js';

const none: ChangeCounts = { added: 0, changed: 0, withdrawn: 0 };

/** Publishes files into a dataset as one revision, or publishes nothing if there is an error. */
export async function ingest(database: Database, ingestion: Ingestion): Promise<IngestionReport> {
  const { files, progress } = ingestion;
  const bytes = { total: await sizeOf(files), unit: 'bytes' as const };
  progress?.step('Checking for a new file', bytes);
  const digests: string[] = [];
  for (const file of files) digests.push(await digest(file, progress?.done));
  const id = randomUUID();
  const { report, loss } = await publishAs(id, database, ingestion, digests);
  if (loss) await confirmPublication(database, id, loss);
  return report.revision === undefined ? report : { ...report, receipt: await acknowledged(database, report.revision) };
}

interface Published {
  readonly report: IngestionReport;
  /** The connection broke during COMMIT: it is not known whether the revision was published. */
  readonly loss?: Error;
}

/** @param id of the ingestion, in the revision */
async function publishAs(id: string, database: Database, ingestion: Ingestion, digests: string[]): Promise<Published> {
  const { dataset, source, files, mapping, progress } = ingestion;
  const client = await (await database.pool()).connect();
  const findings = new Findings();
  try {
    // With another mapping, the same file may produce other rows.
    if (!mapping && (await areNewest(client, dataset, source, digests)))
      return { report: finished(dataset, 'unchanged', 0, none, findings) };
    await client.query('begin');
    const names = tableNames(database, dataset);
    const staging = { id, database, ingestion, names, files: await reserveSources(client, files, digests), findings };
    progress?.step('Reading', { total: await sizeOf(files), unit: 'bytes' as const });
    const rows = await stageFiles(client, staging);
    const report = await publish(client, staging, rows);
    return { report, loss: report.outcome === 'published' ? await commitPublication(client) : undefined };
  } finally {
    await leave(client);
  }
}

/** Waits until all gateways know the revision, and returns its receipt. */
async function acknowledged(database: Database, revision: number): Promise<Receipt | undefined> {
  const client = await (await database.pool()).connect();
  try {
    await untilAcknowledged(database, client, revision);
    return await receiptOf(client, database, revision);
  } finally {
    client.release();
  }
}

/** Publishes the staged rows as the next revision, in the open transaction. */
async function publish(client: PoolClient, staging: Staging, staged: number): Promise<IngestionReport> {
  const { database, ingestion, names, files, findings } = staging;
  const { dataset, source, dryRun, progress } = ingestion;
  progress?.step('Checking keys and references');
  // A dry run does not take the lock of publishers.
  const revision = dryRun ? 0 : await nextRevision(client, database.schema);
  // The rest of a file that exceeds a limit was not read, so that comparing its rows says nothing.
  if (findings.has(LIMIT_EXCEEDED)) return finished(dataset, 'rejected', staged, none, findings);
  const rows = await checkStaged(client, staging, staged);
  if (isRejected(findings, ingestion, rows)) return finished(dataset, 'rejected', rows, none, findings);
  progress?.step('Comparing with published rows');
  // A withheld row is not a row that the source removed.
  const whole = source.coverage === 'complete' && findings.counts.error === 0;
  const changes = await findDifference(client, names, whole ? { ofSource: source.code } : 'stay');
  await checkDanglingReferences(client, staging, changes);
  if (isRejected(findings, ingestion, rows)) return finished(dataset, 'rejected', rows, none, findings);
  if (changes.added + changes.changed + changes.withdrawn === 0)
    return finished(dataset, 'unchanged', rows, none, findings);
  if (dryRun) return finished(dataset, 'checked', rows, changes, findings);
  const touched = { total: changes.added + changes.changed + changes.withdrawn, unit: 'rows' as const };
  progress?.step('Publishing', touched);
  await recordSources(client, dataset, source, revision, files);
  await publishDifference(client, names, revision, changes, progress?.done);
  progress?.step('Recording the revision', touched);
  const logged = await recordRows(client, shapeOf(database, dataset), revision, progress?.done);
  await recordRevision(client, { ...ingestion, id: staging.id }, revision, changes, findings.total);
  await recordFindings(client, revision, findings);
  await appendRevision(client, database, revision, logged);
  return { ...finished(dataset, 'published', rows, changes, findings), revision };
}

/** Reports recorded rows that would refer to a removed row. */
async function checkDanglingReferences(
  client: PoolClient,
  staging: Staging,
  { changed, withdrawn }: ChangeCounts,
): Promise<void> {
  if (changed + withdrawn === 0) return;
  const { database, ingestion, files, findings } = staging;
  for (const { column, key, from, count } of await findDanglingReferences(client, database, ingestion.dataset))
    findings.add({
      rule: ABANDONED_REFERENCE,
      file: files[0]!.name,
      column,
      expected: `a row with the key ${key}, because ${count} recorded rows of ${from} refer to it`,
      tip: 'Withdraw those rows first, keep the row, or set "coverage": "partial" in the source.json if the file covers only a part.',
    });
}

const isRejected = (findings: Findings, { acceptFindings }: Ingestion, rows: number) =>
  findings.counts.error > 0 && !(acceptFindings && rows > 0 && findings.onlyRows);

/** Rolls back what was not committed. A connection on which that fails is removed from the pool. */
export async function leave(client: PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(error as Error);
  }
}

const finished = (
  { name }: Dataset,
  outcome: IngestionReport['outcome'],
  rows: number,
  changes: ChangeCounts,
  findings: Findings,
): IngestionReport => ({
  dataset: name,
  outcome,
  rows,
  changes,
  findings: findings.kept,
  allFindings: () => findings.all(),
  counts: { ...findings.counts },
});

async function sizeOf(files: string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

export async function recordRevision(
  client: PoolClient,
  { dataset, publishedBy, note, id }: Pick<Ingestion, 'dataset' | 'publishedBy' | 'note'> & { readonly id: string },
  revision: number,
  { added, changed, withdrawn }: ChangeCounts,
  findings: number,
): Promise<void> {
  await client.query(
    `insert into revision (number, published_by, dataset, note, added, changed, withdrawn, findings, ingestion)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [revision, publishedBy, dataset.name, note ?? null, added, changed, withdrawn, findings, id],
  );
}
