import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from '../database/database.js';
import { OPEN } from '../recorded.js';
import { copyText } from './cell.js';
import { type Dataset, fileColumns, hasSourceInKey, keyOf, type Reference } from './dataset.js';
import type { ParsedRow } from './parse.js';
import { DUPLICATE_KEY, type Finding, UNKNOWN_REFERENCE } from './rules.js';

/** The names of a dataset's table and columns, quoted, as the statements of a publication use them. */
export interface TableNames {
  table: string;
  /** The columns that a row of a file fills, in the order of its cells. */
  columns: string[];
  key: string[];
  /** Key and contents: what makes a row the same as another. */
  all: string[];
}

const quoted = (name: string) => `"${name}"`;

export function tableNames(database: Database, dataset: Dataset): TableNames {
  const named = (property: string) => quoted(database.columnOf(dataset.entity, property));
  const columns = fileColumns(dataset).map((column) => named(column.property));
  const key = keyOf(dataset).map(named);
  const all = hasSourceInKey(dataset) ? [...columns, named('sourceCode')] : columns;
  return { table: quoted(database.tableOf(dataset.entity)), columns, key, all };
}

/** The temporary table that files are read into before anything is published. */
export async function createStage(client: PoolClient, { table }: TableNames): Promise<void> {
  await client.query(`create temporary table stage (like ${table}) on commit drop`);
  await client.query(
    `alter table stage alter recorded_from drop not null, alter recorded_to drop not null, add file integer`,
  );
}

/** Copies rows into the stage; answers how many. `provenance` fills the columns that the file does not have. */
export async function copyRows(
  client: PoolClient,
  names: TableNames,
  rows: AsyncIterable<ParsedRow>,
  provenance: { sourceId: number; sourceCode: string; file: number },
): Promise<number> {
  const withSource = names.all.length > names.columns.length;
  const columns = [...names.columns, 'line', 'source_id', 'file', ...(withSource ? ['source_code'] : [])];
  const tail = [provenance.sourceId, provenance.file, ...(withSource ? [provenance.sourceCode] : [])]
    .map(copyText)
    .join('\t');
  let count = 0;
  const lines = async function* () {
    let batch = '';
    for await (const { line, cells } of rows) {
      count += 1;
      batch += `${cells.map(copyText).join('\t')}\t${line}\t${tail}\n`;
      if (batch.length > 65536) {
        yield batch;
        batch = '';
      }
    }
    if (batch) yield batch;
  };
  const sink = client.query(copyFrom(`copy stage (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(lines()), sink);
  return count;
}

/** What only shows when all rows are there: keys that stand twice, and references that lead nowhere. */
export async function checkStage(
  client: PoolClient,
  database: Database,
  dataset: Dataset,
  names: TableNames,
  files: string[],
) {
  const findings = await findDuplicates(client, names, files);
  for (const reference of dataset.references ?? [])
    findings.push(...(await findUnknown(client, database, dataset, reference, files)));
  return findings;
}

async function findUnknown(
  client: PoolClient,
  database: Database,
  dataset: Dataset,
  { column, entity, key }: Reference,
  files: string[],
): Promise<Finding[]> {
  const from = [column].flat().map((each) => quoted(database.columnOf(dataset.entity, each)));
  const to = [key].flat().map((each) => quoted(database.columnOf(entity, each)));
  const made = from.map((name) => `s.${name}`).join(', ');
  const equal = (alias: string) => to.map((name, at) => `${alias}.${name} = s.${from[at]}`).join(' and ');
  const alsoInFile = entity === dataset.entity ? `and not exists (select from stage o where ${equal('o')})` : '';
  const { rows } = await client.query<{ file: number; line: number; found: string }>(
    `select s.file, s.line, concat_ws(', ', ${made}) as found from stage s
      where (${made}) is not null ${alsoInFile}
        and not exists (select from ${quoted(database.tableOf(entity))} t where ${equal('t')} and t.recorded_to = ${OPEN})
      order by 1, 2`,
  );
  return rows.map(({ file, line, found }) => ({
    rule: UNKNOWN_REFERENCE,
    file: files[file]!,
    line,
    column: from.map((name) => name.slice(1, -1)).join(', '),
    found,
    expected: `the ${[key].flat().join(', ')} of a ${entity.name} that is recorded`,
    tip: `Load the ${entity.name} first, or mend the cell.`,
  }));
}

async function findDuplicates(client: PoolClient, { key }: TableNames, files: string[]): Promise<Finding[]> {
  const { rows } = await client.query<{ file: number; line: number; first: number; found: string }>(
    `select file, line, first, found from (
       select file, line, concat_ws(', ', ${key.join(', ')}) as found,
         first_value(line) over same as first, row_number() over same as place
       from stage window same as (partition by ${key.join(', ')} order by file, line)
     ) keyed where place > 1 order by 1, 2`,
  );
  return rows.map(({ file, line, first, found }) => ({
    rule: DUPLICATE_KEY,
    file: files[file]!,
    line,
    column: key.map((name) => name.slice(1, -1)).join(', '),
    found,
    expected: `one row of this key; the first is on line ${first}`,
  }));
}
