import type { SharedStrings } from './shared-strings.js';
import type { SourceRow } from './source-row.js';
import {
  type Book,
  type Bytes,
  dateStyles,
  findSheet,
  type Listen,
  openBook,
  parsePart,
  sharedStrings,
  sheetsOf,
} from './xlsx-book.js';
import { serialDate } from './xlsx-date.js';

/** Maximum number of columns of a sheet. */
const MOST_COLUMNS = 16_384;

/** Receives the name of the sheet that is read and the names of the others, if the mapping names none. */
export type OtherSheets = (read: string, others: string[]) => void;

interface ReadObserver {
  otherSheets?: OtherSheets;
  /** Receives the number of bytes read. */
  bytes?: Bytes;
}

/**
 * Yields the rows of a sheet while its XML is streamed. Dates are in ISO 8601, numbers have the digits that a
 * spreadsheet shows.
 * @param wanted the name of the sheet; the first visible one by default
 * @throws UnreadableFile
 */
export async function* readSheet(
  path: string,
  wanted?: string,
  { otherSheets = () => undefined, bytes = () => undefined }: ReadObserver = {},
): AsyncGenerator<SourceRow[]> {
  const book = await openBook(path);
  try {
    const sheets = await sheetsOf(book);
    const sheet = findSheet(sheets, wanted);
    const left = sheets.filter((each) => each !== sheet && !each.hidden).map(({ name }) => name);
    if (wanted === undefined && left.length > 0) otherSheets(sheet.name, left);
    const dates = await dateStyles(book);
    const shared = await sharedStrings(book, bytes);
    try {
      yield* readRows(book, sheet.part, shared, dates, bytes);
    } finally {
      shared.close();
    }
  } finally {
    book.zip.close();
  }
}

interface Cell {
  at: number;
  type: string;
  style: number;
  value: string;
  formula: string;
}

async function* readRows(
  book: Book,
  part: string,
  shared: SharedStrings,
  dates: boolean[],
  bytes: Bytes,
): AsyncGenerator<SourceRow[]> {
  let rows: SourceRow[] = [];
  // A sheet omits empty cells at the end of a row.
  let widest = 0;
  const listen: Listen = (tags) => {
    let row: SourceRow = { line: 0, cells: [] };
    let cell: Cell | undefined;
    let tag = '';
    tags.onOpen((name, attributes) => {
      tag = name;
      if (name === 'row') row = { line: Number(attributes.r ?? row.line + 1), cells: [] };
      if (name === 'c') cell = openCell(attributes, row.cells.length);
    });
    tags.onText((text) => {
      if (cell && (tag === 'v' || tag === 't')) cell.value += text;
      if (cell && tag === 'f') cell.formula += text;
    });
    tags.onClose((name) => {
      tag = '';
      if (name === 'c' && cell) {
        placeCell(row.cells, cell, shared, dates);
        cell = undefined;
      }
      if (name !== 'row' || row.cells.every((text) => text === '')) return;
      widest = Math.max(widest, row.cells.length);
      while (row.cells.length < widest) row.cells.push('');
      rows.push(row);
    });
  };
  for await (const _ of parsePart(book, part, listen, bytes)) {
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

function openCell({ r, t, s }: Record<string, string>, next: number): Cell {
  return { at: r ? columnOf(r) : next, type: t ?? 'n', style: Number(s ?? 0), value: '', formula: '' };
}

function placeCell(cells: string[], cell: Cell, shared: SharedStrings, dates: boolean[]): void {
  if (cell.at >= MOST_COLUMNS) return;
  while (cells.length < cell.at) cells.push('');
  cells[cell.at] = textOf(cell, shared, dates);
}

function textOf({ type, style, value, formula }: Cell, shared: SharedStrings, dates: boolean[]): string {
  if (type === 's') return shared.get(Number(value)) ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  // A program that does not calculate writes the formula without a value.
  if (value === '' && formula !== '') return `=${formula}`;
  if (type !== 'n' || value === '') return value;
  return dates[style] ? serialDate(Number(value)) : shownNumber(value);
}

/** A sheet stores 17 digits, such as 23.680000000000003, and shows 15: 23.68. */
const shownNumber = (text: string) =>
  text.length > 15 && Number.isFinite(Number(text))
    ? String(Number(Number(text).toPrecision(15)))
    : text.replace(/^(-?\d+)\.0+$/, '$1');

/** Returns 2 for `C12`. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/\d+$/, '')) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/**
 * Returns the names of the visible sheets.
 * @throws UnreadableFile
 */
export async function shownSheets(path: string): Promise<string[]> {
  const book = await openBook(path);
  try {
    return (await sheetsOf(book)).filter(({ hidden }) => !hidden).map(({ name }) => name);
  } finally {
    book.zip.close();
  }
}
