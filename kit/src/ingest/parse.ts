import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { type CsvError, parse } from 'csv-parse';
import type { Column } from '../column.js';
import { BadCell, type Cell, readCell } from './cell.js';
import {
  BAD_VALUE,
  CELL_COUNT,
  type Finding,
  MISSING_COLUMN,
  MISSING_VALUE,
  NO_ROWS,
  NOT_CSV,
  NOT_UTF8,
  UNKNOWN_COLUMN,
} from './rules.js';

export interface ParsedRow {
  line: number;
  /** In the order of the columns of the dataset. */
  cells: Cell[];
}

export async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * Reads the rows of a CSV file whose header names columns of the dataset. What is wrong goes to `report`, all of it;
 * rows with a finding are not answered.
 */
export async function* parseRows(
  path: string,
  columns: { name: string; column: Column }[],
  report: (finding: Finding) => void,
): AsyncGenerator<ParsedRow> {
  const file = basename(path);
  let header: (number | undefined)[] | undefined;
  let rows = 0;
  try {
    for await (const { record, info } of records(path)) {
      const line = info.lines - record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      if (!header) {
        header = readHeader(record, columns, line, (finding) => report({ ...finding, file }));
        if (!header) return;
        continue;
      }
      rows += 1;
      const cells = readRow(record, header, columns, (finding) => report({ ...finding, file, line }));
      if (cells) yield { line, cells };
    }
  } catch (error) {
    report(unreadable(error, file));
    return;
  }
  if (rows === 0)
    report({
      rule: NO_ROWS,
      file,
      expected: `a header and rows; columns: ${columns.map(({ name }) => name).join(', ')}`,
    });
}

async function* records(path: string): AsyncGenerator<{ record: string[]; info: { lines: number } }> {
  const decoded = utf8(path);
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
  const feed = (async () => {
    for await (const text of decoded)
      if (!parser.write(text)) await new Promise((resolve) => parser.once('drain', resolve));
    parser.end();
  })().catch((error) => parser.destroy(error));
  yield* parser;
  await feed;
}

class NotUtf8 extends Error {
  constructor(readonly line: number) {
    super();
  }
}

async function* utf8(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw new NotUtf8(line + lineOfFirstBadByte(chunk));
    }
    line += text.split('\n').length - 1;
    yield text;
  }
}

/** How many lines of the chunk are whole before the first byte that is not UTF-8. */
function lineOfFirstBadByte(chunk: Buffer): number {
  const text = chunk.toString('utf8');
  return text.slice(0, text.indexOf('\uFFFD')).split('\n').length - 1;
}

function unreadable(error: unknown, file: string): Finding {
  if (error instanceof NotUtf8)
    return { rule: NOT_UTF8, file, line: error.line, expected: 'UTF-8', tip: 'Save the file as "CSV UTF-8".' };
  const { code, lines } = error as CsvError & { lines?: number };
  if (!code?.startsWith('CSV_')) throw error;
  return {
    rule: NOT_CSV,
    file,
    line: lines,
    found: code,
    expected: 'cells with quotes or line breaks in double quotes',
  };
}

type Report = (finding: Omit<Finding, 'file'>) => void;

/** Where each column of the dataset stands in the file; undefined where the file cannot be read by this header. */
function readHeader(names: string[], columns: { name: string; column: Column }[], line: number, report: Report) {
  const known = columns.map(({ name }) => name);
  const unknown = names.filter((name, at) => !known.includes(name) || names.indexOf(name) !== at);
  const missing = columns.filter(({ name, column }) => !names.includes(name) && !column.nullable && !column.list);
  for (const name of unknown)
    report({
      rule: UNKNOWN_COLUMN,
      line,
      column: name,
      found: name,
      expected: `each at most once: ${known.join(', ')}`,
    });
  for (const { name } of missing) report({ rule: MISSING_COLUMN, line, column: name, expected: `a column ${name}` });
  if (unknown.length > 0 || missing.length > 0) return undefined;
  return columns.map(({ name }) => (names.includes(name) ? names.indexOf(name) : undefined));
}

function readRow(
  record: string[],
  header: (number | undefined)[],
  columns: { name: string; column: Column }[],
  report: Report,
) {
  const width = header.filter((at) => at !== undefined).length;
  if (record.length !== width) {
    report({ rule: CELL_COUNT, found: `${record.length} cells`, expected: `${width} cells, as in the header` });
    return undefined;
  }
  let sound = true;
  const cells = columns.map(({ name, column }, index): Cell => {
    const at = header[index];
    const text = at === undefined ? '' : record[at]!;
    const cell = readCell(column, text);
    if (!(cell instanceof BadCell)) return cell;
    sound = false;
    report({ rule: cell.missing ? MISSING_VALUE : BAD_VALUE, column: name, found: text, expected: cell.expected });
    return null;
  });
  return sound ? cells : undefined;
}
