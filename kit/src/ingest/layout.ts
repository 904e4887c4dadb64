import { PHANTOM_COLUMN, TITLE_ROWS } from '../dataset/rules.js';
import type { ReportFinding } from './findings.js';
import type { SourceRow } from './read/source-row.js';
import { tableRows } from './table-body.js';

/** A header is looked for in the first rows only. */
const HEADER_WITHIN = 50;

export interface Layout {
  /** Columns by which the header is known. */
  wanted: readonly string[];
  /** Whether a header cell is that column. */
  same(name: string, wanted: string): boolean;
  /** The line of the header, where it is not found by its columns; 0 where there is none. */
  header?: number;
  /** How many columns there are at least, whether they have a name or not. */
  least?: number;
  /** How many rows make the header: the upper ones name groups of columns. 1 where left out. */
  headerRows?: number;
}

export interface Table {
  header: SourceRow;
  rows: AsyncGenerator<SourceRow[]>;
}

/** Finds the table in a file: what stands above, beside and below it is named, and is no row. */
export async function findTable(
  batches: AsyncGenerator<SourceRow[]>,
  layout: Layout,
  report: ReportFinding,
): Promise<Table | undefined> {
  const first = await firstRows(batches);
  if (layout.header === 0) return withoutHeader(first, batches, report);
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
  return { header: { line: header.line, cells }, rows: tableRows(rows, width, headers, report) };
}

/** A table of which no row names the columns: they are called by their place. */
function withoutHeader(
  first: SourceRow[],
  batches: AsyncGenerator<SourceRow[]>,
  report: ReportFinding,
): Table | undefined {
  if (first.length === 0) return undefined;
  const width = Math.max(...first.map(({ cells }) => cells.length));
  const header = { line: first[0]!.line, cells: new Array<string>(width).fill('') };
  return { header, rows: tableRows(rest(first, batches), width, [], report) };
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

/** The row that has most of the wanted columns; the first of them where several have as many. */
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

/** One row of names from the rows of a header: the name of a group goes before those of its columns. */
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
    expected: `a header; it stands below, after ${above.length === 1 ? 'a row that is' : `${above.length} rows that are`} left out`,
  });
}

function reportPhantoms({ line, cells }: SourceRow, width: number, report: ReportFinding): void {
  const count = cells.length - width;
  report({
    rule: PHANTOM_COLUMN,
    line,
    found: `${count} without a name`,
    expected: 'a name for each column; they are left out',
  });
}
