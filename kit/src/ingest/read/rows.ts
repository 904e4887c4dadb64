import { CsvReader } from './csv.js';
import { decodeLines, type ForeignLine } from './decode.js';
import { contentsOf, formatOf } from './file.js';
import { JsonLinesReader, JsonReader, RecordTable } from './json.js';
import { findSeparator } from './separator.js';
import type { SourceRow } from './source-row.js';
import { readSheet } from './xlsx.js';

export interface Reading {
  /** Of CSV: found where left out. */
  separator?: string;
  /** Of XLSX: the first where left out. */
  sheet?: string;
}

/** What is told while a file is read. */
export interface Watch {
  /** A line that is not UTF-8. */
  foreign: ForeignLine;
  /** A row of JSON that has a column which the first rows did not have. */
  late(line: number, column: string): void;
  /** Bytes of the file that are read. */
  bytes(count: number): void;
}

/**
 * The rows of a file, in batches, header and all, whatever its format: CSV and TSV, JSON, JSON lines, XLSX.
 * @throws UnreadableFile
 */
export async function* readRows(path: string, reading: Reading, watch: Watch): AsyncGenerator<SourceRow[]> {
  const format = await formatOf(path);
  if (format === 'xlsx') return yield* readSheet(path, reading.sheet);
  const text = decodeLines(contentsOf(path, watch.bytes), watch.foreign);
  if (format === 'csv') return yield* readCsv(text, reading.separator);
  yield* readJson(text, format === 'json' ? new JsonReader() : new JsonLinesReader(), watch);
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
  watch: Watch,
): AsyncGenerator<SourceRow[]> {
  const table = new RecordTable(watch.late);
  for await (const piece of text) yield table.rows(reader.push(piece));
  yield table.rows(reader.end());
}
