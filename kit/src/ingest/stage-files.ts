import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import { type Dataset, fileColumns } from '../dataset/dataset.js';
import { UNREADABLE } from '../dataset/rules.js';
import { checkStage } from './check-stage.js';
import { requireSpace } from './disk-space.js';
import type { Findings, ReportFinding } from './findings.js';
import type { Ingestion } from './ingestion.js';
import type { NamedColumn, Target } from './mapping/target.js';
import { type ParsedRow, parseRows } from './parse.js';
import type { SourceFile } from './source-record.js';
import { copyRows, createStage, type TableNames } from './stage.js';

export interface Staging {
  /** The id of the ingestion. */
  id: string;
  database: Database;
  ingestion: Ingestion;
  names: TableNames;
  files: readonly SourceFile[];
  findings: Findings;
}

/** Parses the files into the stage. Returns the number of staged rows. Other publishers do not wait for this. */
export async function stageFiles(client: PoolClient, staging: Staging): Promise<number> {
  const { database, ingestion, names, files, findings } = staging;
  const { dataset, source, mapping, progress, limits, databaseFolder } = ingestion;
  const target = targetOf(database, dataset);
  await createStage(client, names);
  let rows = 0;
  for (const [index, { path, name, sourceId, sha256 }] of files.entries()) {
    const report = findings.of(name);
    const hash = createHash('sha256');
    const packed = (piece: Buffer) => hash.update(piece);
    const parsed = parseRows({ path, target, mapping, report, bytes: progress?.done, packed, limits });
    const checked = checkRows(dataset, target.columns, parsed, report);
    const provenance = { sourceId, sourceCode: source.code, file: index };
    rows += await copyRows(client, names, checked, provenance, (bytes) => requireSpace(databaseFolder, bytes));
    if (findings.onlyRows && hash.digest('hex') !== sha256) reportChanged(report);
  }
  // Autovacuum does not analyse temporary tables.
  await client.query('analyze stage');
  return rows;
}

/** Checks the staged rows against each other and against recorded rows. Returns the number of remaining rows. */
export async function checkStaged(client: PoolClient, staging: Staging, rows: number): Promise<number> {
  const { database, ingestion, names, files, findings } = staging;
  const { dataset, acceptFindings: withhold = false } = ingestion;
  const fileNames = files.map(({ name }) => name);
  const wrong = await checkStage({ client, database, dataset, names, files: fileNames, findings, withhold });
  return withhold && wrong > 0 ? countStage(client) : rows;
}

/** The recorded digest must be that of the bytes that the rows come from. */
const reportChanged = (report: ReportFinding) =>
  report({
    rule: UNREADABLE,
    found: 'other bytes than when the digest was computed: the file changed while it was read',
    expected: 'a file that stays the same',
    tip: 'Load the file again when it is complete.',
  });

async function countStage(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ count: string }>('select count(*) from stage');
  return Number(rows[0]!.count);
}

const namedColumns = (database: Database, dataset: Dataset): NamedColumn[] =>
  fileColumns(dataset).map((column) => ({ name: database.columnOf(dataset.entity, column.property), column }));

/** Returns the names of the columns that a file of the dataset may have. */
export const fileColumnNames = (database: Database, dataset: Dataset): string[] =>
  namedColumns(database, dataset).map(({ name }) => name);

/** Returns the columns of a dataset and its gazetteers. */
export const targetOf = (database: Database, dataset: Dataset): Target => ({
  columns: namedColumns(database, dataset),
  gazetteers: gazetteersOf(database, dataset),
});

function gazetteersOf(database: Database, dataset: Dataset) {
  const named = Object.entries(dataset.places ?? {}).map(
    ([property, gazetteer]) => [database.columnOf(dataset.entity, property), gazetteer()] as const,
  );
  return Object.fromEntries(named);
}

/** Checks each row against the rules of the dataset. Rows with an error are dropped. */
async function* checkRows(
  { rules = [] }: Dataset,
  columns: readonly NamedColumn[],
  batches: AsyncIterable<ParsedRow[]>,
  report: ReportFinding,
): AsyncGenerator<ParsedRow[]> {
  const properties = columns.map(({ column }) => column.property);
  const names = columns.map(({ name }) => name);
  const holds = ({ line, cells, labels }: ParsedRow) => {
    const row: Record<string, unknown> = {};
    for (let at = 0; at < properties.length; at += 1) row[properties[at]!] = cells[at];
    let sound = true;
    for (const rule of rules) {
      const wrong = rule.check(row as never);
      if (wrong) report({ rule, line, ...wrong, column: labels[names.indexOf(wrong.column)] ?? wrong.column });
      if (wrong && rule.severity === 'error') sound = false;
    }
    return sound;
  };
  for await (const rows of batches) yield rules.length > 0 ? rows.filter(holds) : rows;
}
