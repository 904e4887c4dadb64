import { PHANTOM_COLUMN, TITLE_ROWS } from '../dataset/rules.js';
import type { ReportFinding } from './findings.js';
import type { SourceRow } from './read/source-row.js';
import { type IsName, tableRows } from './table-body.js';

/** Only the first rows are searched for the header. */
const HEADER_WITHIN = 50;

export interface Layout {
  /** Column names that identify the header. */
  wanted: readonly string[];
  /** Returns whether a header cell is the wanted column. */
  same(name: string, wanted: string): boolean;
  /** The line of the header if it is given; 0 if the file has no header. */
  header?: number;
  /** Minimum number of columns, with or without a name. */
  least?: number;
  /** Number of header rows, 1 by default. The upper rows name groups of columns. */
  headerRows?: number;
  isName: IsName;
}

export interface Table {
  header: SourceRow;
  rows: AsyncGenerator<SourceRow[]>;
}

/** Finds the table in a file and reports the text above, beside and below it. */
export async function findTable(
  batches: AsyncGenerator<SourceRow[]>,
  layout: Layout,
  report: ReportFinding,
): Promise<Table | undefined> {
  const first = await firstRows(batches);
  if (layout.header === 0) return withoutHeader(first, batches, layout.isName, report);
  const at = headerIndex(first, layout);
  const span = layout.headerRows ?? 1;
  if (at === undefined) return undefined;
  const header = headerOf(first, at, span);
  reportTitle(first.slice(0, at), report);
  const width = Math.max(widthOf(header), layout.least ?? 0);
  if (width < header.cells.length) reportPhantoms(header, width, report);
  const cells = Array.from({ length: width }, (_, column) => header.cells[column] ?? '');
  const headers = first.slice(at, at + span).map((row) => row.cells);
  const rows = rest(first.slice(at + span), batches);
  return {
    header: { line: header.line, cells },
    rows: tableRows(rows, { width, headers, isName: layout.isName }, report),
  };
}

/** Returns a table without column names. Its columns are named by position. */
function withoutHeader(
  first: SourceRow[],
  batches: AsyncGenerator<SourceRow[]>,
  isName: IsName,
  report: ReportFinding,
): Table | undefined {
  if (first.length === 0) return undefined;
  const width = Math.max(...first.map(({ cells }) => cells.length));
  const header = { line: first[0]!.line, cells: new Array<string>(width).fill('') };
  return { header, rows: tableRows(rest(first, batches), { width, headers: [], isName }, report) };
}

async function firstRows(batches: AsyncGenerator<SourceRow[]>): Promise<SourceRow[]> {
  const first: SourceRow[] = [];
  while (first.length < HEADER_WITHIN) {
    const { value, done } = await batches.next();
    if (done) break;
    for (const row of value) first.push(row);
  }
  return first;
}

async function* rest(first: SourceRow[], batches: AsyncGenerator<SourceRow[]>): AsyncGenerator<SourceRow[]> {
  if (first.length > 0) yield first;
  yield* batches;
}

/** Returns the index of the row with most of the wanted columns, the first of them if several have as many. */
function headerIndex(rows: SourceRow[], { wanted, same, header, headerRows = 1 }: Layout): number | undefined {
  if (header !== undefined) {
    const at = rows.findIndex(({ line }) => line >= header);
    return at < 0 ? undefined : at;
  }
  let best: { at: number; having: number } | undefined;
  for (let at = 0; at + headerRows <= Math.min(rows.length, HEADER_WITHIN); at += 1) {
    const { cells } = headerOf(rows, at, headerRows);
    const having = wanted.filter((name) => cells.some((cell) => same(cell, name))).length;
    if (!best || having > best.having) best = { at, having };
    if (having === wanted.length) break;
  }
  return best?.at;
}

/** Merges several header rows into one row of names: "group / column". */
export function headerOf(rows: SourceRow[], at: number, span: number): SourceRow {
  const parts = rows.slice(at, at + span).map(({ cells }) => cells.map(tidy));
  const last = parts.at(-1)!;
  const width = Math.max(...parts.map((cells) => cells.length));
  const groups = parts.slice(0, -1).map((cells) => filledRight(cells, width));
  const cells = Array.from({ length: width }, (_, column) =>
    [...groups.map((group) => group[column]!), last[column] ?? ''].filter((part) => part !== '').join(' / '),
  );
  return { line: rows[at]!.line, cells };
}

function filledRight(cells: string[], width: number): string[] {
  let current = '';
  return Array.from({ length: width }, (_, at) => {
    current = cells[at] || current;
    return current;
  });
}

export const tidy = (name: string) => name.replace(/[\s\u00a0]+/g, ' ').trim();

const widthOf = ({ cells }: SourceRow) => cells.findLastIndex((name) => name !== '') + 1;

function reportTitle(above: SourceRow[], report: ReportFinding): void {
  if (above.length === 0) return;
  report({
    rule: TITLE_ROWS,
    line: above[0]!.line,
    found: above
      .map(({ cells }) => cells.filter(Boolean).join(' '))
      .join(' / ')
      .slice(0, 200),
    expected: `a header; it follows after ${above.length === 1 ? 'one row' : `${above.length} rows`}, which ${above.length === 1 ? 'was' : 'were'} left out`,
  });
}

function reportPhantoms({ line, cells }: SourceRow, width: number, report: ReportFinding): void {
  const count = cells.length - width;
  report({
    rule: PHANTOM_COLUMN,
    line,
    found: `${count} without a name`,
    expected: 'a name for each column; these columns were left out',
  });
}
