import { CsvReader } from './csv.js';
import { decodeLines, type ForeignLine } from './decode.js';
import { contentsOf, unpacked } from './file.js';
import { formatOf } from './format.js';
import { JsonLinesReader, JsonReader } from './json.js';
import type { BadRow } from './json-row.js';
import { RecordTable, type RecordTableOptions } from './record-table.js';
import { findSeparator } from './separator.js';
import type { SourceRow } from './source-row.js';
import { type OtherSheets, readSheet } from './xlsx.js';

export interface Reading {
  /** CSV only: the separator, detected by default. */
  separator?: string;
  /** XLSX only: the name of the sheet, the first visible one by default. */
  sheet?: string;
  /** JSON only: the path of the array of rows, with dots between the keys; the first array of rows by default. */
  rows?: string;
}

/** Receives events while a file is read. */
export interface ReadObserver extends RecordTableOptions {
  /** A line that is not UTF-8. */
  foreign: ForeignLine;
  /** A row that cannot be read while later rows can. */
  bad: BadRow;
  /** Sheets that are not read, if the mapping names none. */
  otherSheets: OtherSheets;
  /** The number of bytes read. */
  bytes(count: number): void;
}

/**
 * Yields the rows of a file in batches, header included, for every supported format.
 * @throws UnreadableFile
 */
export async function* readRows(path: string, reading: Reading, watch: ReadObserver): AsyncGenerator<SourceRow[]> {
  const format = await formatOf(path);
  if (format === 'xlsx') return yield* unpacked(path, (whole) => readSheet(whole, reading.sheet, watch));
  const text = decodeLines(contentsOf(path, watch.bytes), watch.foreign);
  if (format === 'csv') return yield* readCsv(text, reading.separator);
  const reader = format === 'json' ? new JsonReader(watch.bad, reading.rows) : new JsonLinesReader(watch.bad);
  yield* readJson(text, reader, new RecordTable(watch));
}

async function* readCsv(text: AsyncIterable<string>, separator?: string): AsyncGenerator<SourceRow[]> {
  let reader: CsvReader | undefined;
  for await (const piece of text) {
    reader ??= new CsvReader(separator ?? findSeparator(piece.slice(0, 65_536)));
    yield reader.push(piece);
  }
  if (reader) yield reader.end();
}

async function* readJson(
  text: AsyncIterable<string>,
  reader: JsonReader | JsonLinesReader,
  table: RecordTable,
): AsyncGenerator<SourceRow[]> {
  for await (const piece of text) yield table.rows(reader.push(piece));
  yield table.rows(reader.end());
  table.end();
}
