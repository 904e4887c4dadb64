import type { ReportFinding } from '../findings.js';
import { CsvReader } from './csv.js';
import { readDbf } from './dbf.js';
import { decodeLines, type ForeignLine } from './decode.js';
import { contentsOf, fromCopy, type PackedBytes } from './file.js';
import { formatOf } from './format.js';
import { JsonReader } from './json.js';
import { JsonLinesReader } from './json-lines.js';
import { readBook } from './library-book.js';
import { RecordTable, type RecordTableOptions } from './record-table.js';
import { findSeparator } from './separator.js';
import type { SheetObserver } from './sheet-observer.js';
import type { SourceRow } from './source-row.js';
import type { UnpackingLimits } from './unpacking-limits.js';
import { readSheet } from './xlsx.js';

export interface Reading {
  /** CSV only: the separator, detected by default. */
  separator?: string;
  /** CSV only: false if quotes do not enclose cells. */
  quotes?: boolean;
  /** Workbooks only: the name of the sheet, the first visible one by default. */
  sheet?: string;
  /** JSON only: the path of the array of rows, with dots between the keys; the first array of rows by default. */
  rows?: string;
}

/** Receives events while a file is read. */
export interface ReadObserver extends RecordTableOptions, SheetObserver {
  /** A line that is not UTF-8. */
  foreign: ForeignLine;
  /** A finding about the file or about one of its rows. */
  report: ReportFinding;
  /** The number of bytes read. */
  bytes(count: number): void;
  /** Each piece of the file as it is read, packed. */
  packed: PackedBytes;
  limits: UnpackingLimits;
}

/**
 * Yields the rows of a file in batches, header included, for every supported format.
 * @throws UnreadableFile
 */
export async function* readRows(path: string, reading: Reading, observer: ReadObserver): AsyncGenerator<SourceRow[]> {
  const { packed, limits, report } = observer;
  const format = await formatOf(path);
  if (format === 'xlsx' || format === 'book') {
    const read = format === 'xlsx' ? readSheet : readBook;
    return yield* fromCopy(path, (copy) => read(copy, reading.sheet, observer), packed, limits);
  }
  const counted: PackedBytes = (piece) => {
    packed(piece);
    observer.bytes(piece.length);
  };
  const contents = contentsOf(path, counted, limits);
  if (format === 'dbf') return yield* readDbf(contents, observer);
  const text = decodeLines(contents, observer.foreign);
  if (format === 'csv') return yield* readCsv(text, reading, report);
  const reader = format === 'json' ? new JsonReader(report, reading.rows) : new JsonLinesReader(report);
  yield* readJson(text, reader, new RecordTable(observer));
}

async function* readCsv(
  text: AsyncIterable<string>,
  { separator, quotes }: Reading,
  report: ReportFinding,
): AsyncGenerator<SourceRow[]> {
  let reader: CsvReader | undefined;
  for await (const piece of text) {
    reader ??= new CsvReader(separator ?? findSeparator(piece.slice(0, 65_536)), report, quotes);
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
