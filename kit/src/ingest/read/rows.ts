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
  /** Of CSV: found where left out. */
  separator?: string;
  /** Of XLSX: the first where left out. */
  sheet?: string;
  /** Of JSON: the keys that lead to the array of rows, with points between them; the first where left out. */
  rows?: string;
}

/** What is told while a file is read; of JSON, what a row of it may lack. */
export interface ReadObserver extends RecordTableOptions {
  /** A line that is not UTF-8. */
  foreign: ForeignLine;
  /** A row that cannot be read, where those after it can. */
  bad: BadRow;
  /** Sheets of a book that are not read, where none was named. */
  otherSheets: OtherSheets;
  /** Bytes of the file that are read. */
  bytes(count: number): void;
}

/**
 * The rows of a file, in batches, header and all, whatever its format: CSV and TSV, JSON, JSON lines, XLSX.
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
