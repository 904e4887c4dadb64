import { basename } from 'node:path';
import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import { appendRevision } from '../log/append.js';
import { shapeOf } from '../log/row-shape.js';
import { recordRows } from '../log/rows-log.js';
import { type Dataset, fileColumns } from './dataset.js';
import { digest, type ParsedRow, parseRows } from './parse.js';
import { type Changes, nextRevision, publishStage } from './publish.js';
import type { Finding } from './rules.js';
import type { SourceDescription } from './source-description.js';
import { checkStage, copyRows, createStage, type TableNames, tableNames } from './stage.js';

export interface Ingestion {
  dataset: Dataset;
  /** Paths of CSV files. Together they are one publication. */
  files: string[];
  source: SourceDescription;
  publishedBy: string;
  note?: string;
  /** Looks at everything and publishes nothing. */
  dryRun?: boolean;
}

export interface Report {
  dataset: string;
  /** The revision that was published; undefined where nothing was. */
  revision?: number;
  rows: number;
  changes: Changes;
  findings: Finding[];
  outcome: 'published' | 'unchanged' | 'rejected' | 'checked';
}

const none: Changes = { added: 0, changed: 0, withdrawn: 0 };

/** Publishes files into a dataset: all of them as one revision, or, where a rule is broken, nothing. */
export async function ingest(database: Database, ingestion: Ingestion): Promise<Report> {
  const { dataset, files } = ingestion;
  const digests = await Promise.all(files.map(digest));
  const pool = await database.pool();
  const client = await pool.connect();
  try {
    if (await areNewest(client, ingestion, digests)) return finished(dataset, 'unchanged', 0);
    await client.query('begin');
    const names = tableNames(database, dataset);
    const revision = await nextRevision(client, database.schema);
    const { rows, findings } = await stageFiles(client, database, ingestion, names, revision, digests);
    if (findings.some(({ rule }) => rule.severity === 'error'))
      return finished(dataset, 'rejected', rows, none, findings);
    const { code, coverage } = ingestion.source;
    const changes = await publishStage(client, names, revision, { code, withdrawMissing: coverage === 'complete' });
    if (changes.added + changes.changed + changes.withdrawn === 0)
      return finished(dataset, 'unchanged', rows, none, findings);
    if (ingestion.dryRun) return finished(dataset, 'checked', rows, changes, findings);
    const logged = await recordRows(client, shapeOf(database, dataset), revision);
    await recordRevision(client, ingestion, revision, changes, findings);
    await appendRevision(client, database, revision, logged);
    await client.query('commit');
    return { ...finished(dataset, 'published', rows, changes, findings), revision };
  } finally {
    await leave(client);
  }
}

/** Ends what was not committed. A connection that cannot even do that is not given back to the pool. */
async function leave(client: PoolClient) {
  try {
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(error as Error);
  }
}

const finished = (
  dataset: Dataset,
  outcome: Report['outcome'],
  rows: number,
  changes: Changes = none,
  findings: Finding[] = [],
): Report => ({ dataset: dataset.name, outcome, rows, changes, findings });

/** Whether these very files are what the dataset has last been given by this source. */
async function areNewest(
  client: PoolClient,
  { dataset, source, files }: Ingestion,
  digests: string[],
): Promise<boolean> {
  const { rows } = await client.query<{ file_name: string; sha256: string }>(
    `select file_name, sha256 from source where dataset = $1 and code = $2
        and revision = (select max(revision) from source where dataset = $1 and code = $2) order by id`,
    [dataset.name, source.code],
  );
  return rows.length === files.length && rows.every(({ sha256 }, index) => sha256 === digests[index]);
}

async function stageFiles(
  client: PoolClient,
  database: Database,
  { dataset, source, files }: Ingestion,
  names: TableNames,
  revision: number,
  digests: string[],
) {
  const findings: Finding[] = [];
  const columns = fileColumns(dataset).map((column) => ({
    name: database.columnOf(dataset.entity, column.property),
    column,
  }));
  await createStage(client, names);
  let rows = 0;
  for (const [index, path] of files.entries()) {
    const sourceId = await recordSource(client, dataset, source, revision, basename(path), digests[index]!);
    const parsed = checkRows(
      dataset,
      columns,
      parseRows(path, columns, (finding) => findings.push(finding)),
      basename(path),
      findings,
    );
    rows += await copyRows(client, names, parsed, { sourceId, sourceCode: source.code, file: index });
  }
  findings.push(
    ...(await checkStage(
      client,
      database,
      dataset,
      names,
      files.map((file) => basename(file)),
    )),
  );
  return { rows, findings };
}

async function* checkRows(
  dataset: Dataset,
  columns: { column: { property: string } }[],
  rows: AsyncIterable<ParsedRow>,
  file: string,
  findings: Finding[],
): AsyncGenerator<ParsedRow> {
  for await (const row of rows) {
    const named =
      dataset.rules?.length && Object.fromEntries(columns.map(({ column }, at) => [column.property, row.cells[at]]));
    for (const rule of dataset.rules ?? []) {
      const wrong = rule.check(named as never);
      if (wrong) findings.push({ rule, file, line: row.line, ...wrong });
    }
    yield row;
  }
}

async function recordSource(
  client: PoolClient,
  dataset: Dataset,
  source: SourceDescription,
  revision: number,
  fileName: string,
  sha256: string,
): Promise<number> {
  const { code, publisher, title, licence, url, retrievedOn, via, notes } = source;
  const { rows } = await client.query<{ id: number }>(
    `insert into source (revision, dataset, code, publisher, title, licence, url, retrieved_on, via, notes, file_name, sha256)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [revision, dataset.name, code, publisher, title, licence, url, retrievedOn, via, notes, fileName, sha256],
  );
  return rows[0]!.id;
}

async function recordRevision(
  client: PoolClient,
  { dataset, publishedBy, note }: Ingestion,
  revision: number,
  { added, changed, withdrawn }: Changes,
  findings: Finding[],
): Promise<void> {
  await client.query(
    `insert into revision (number, published_by, dataset, note, added, changed, withdrawn, findings)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [revision, publishedBy, dataset.name, note ?? null, added, changed, withdrawn, findings.length],
  );
}
