import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from '../database/database.js';
import { type Dataset, fileColumns, hasSourceInKey, keyProperties } from '../dataset/dataset.js';
import { copyLine, copyText } from './cell.js';
import type { ParsedRow } from './parse.js';

/** The quoted names of a dataset's table and columns. */
export interface TableNames {
  table: string;
  /** The columns that a file fills, in the order of the cells. */
  columns: string[];
  key: string[];
  /** Key and contents: rows are equal if they are equal in these columns. */
  all: string[];
}

export const quoted = (name: string) => `"${name}"`;

export function tableNames(database: Database, dataset: Dataset): TableNames {
  const named = (property: string) => quoted(database.columnOf(dataset.entity, property));
  const columns = fileColumns(dataset).map((column) => named(column.property));
  const key = keyProperties(dataset).map(named);
  const all = hasSourceInKey(dataset) ? [...columns, named('sourceCode')] : columns;
  return { table: quoted(database.tableOf(dataset.entity)), columns, key, all };
}

/** Creates the temporary table that files are read into before they are published. */
export async function createStage(client: PoolClient, { table }: TableNames): Promise<void> {
  // With the default of 4 MB, millions of rows would be sorted in hundreds of runs on disk.
  await client.query(`set local work_mem = '128MB'`);
  await client.query(`create temporary table stage (like ${table}) on commit drop`);
  await client.query(
    `alter table stage alter recorded_from drop not null, alter recorded_to drop not null, add file integer`,
  );
}

/** Bytes of rows between two checks of the free space on disk. */
const CHECK_SPACE_EVERY = 4 * 1024 * 1024;

/** Copies rows into the stage. Returns their number. `provenance` fills the columns that files do not have. */
export async function copyRows(
  client: PoolClient,
  names: TableNames,
  batches: AsyncIterable<ParsedRow[]>,
  provenance: { sourceId: number; sourceCode: string; file: number },
  checkSpace: (bytes: number) => Promise<void>,
): Promise<number> {
  const withSource = names.all.length > names.columns.length;
  const columns = [...names.columns, 'line', 'source_id', 'file', ...(withSource ? ['source_code'] : [])];
  const tail = [provenance.sourceId, provenance.file, ...(withSource ? [provenance.sourceCode] : [])]
    .map(copyText)
    .join('\t');
  let count = 0;
  let bytes = 0;
  let checked = 0;
  const texts = async function* () {
    for await (const rows of batches) {
      count += rows.length;
      let text = '';
      for (const { line, cells } of rows) text += `${copyLine(cells)}\t${line}\t${tail}\n`;
      bytes += text.length;
      if (bytes - checked > CHECK_SPACE_EVERY || checked === 0) {
        await checkSpace(bytes);
        checked = bytes;
      }
      if (text) yield text;
    }
  };
  const sink = client.query(copyFrom(`copy stage (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(texts()), sink);
  return count;
}
