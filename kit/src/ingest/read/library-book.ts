import { stat } from 'node:fs/promises';
import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { formatOfCode, type NumberFormat } from './number-format.js';
import { numberCellText } from './sheet-cell.js';
import type { SheetObserver } from './sheet-observer.js';
import type { SourceRow } from './source-row.js';
import { limitExceeded, UnreadableFile } from './unreadable-file.js';
import { reportOthers } from './xlsx.js';
import { findSheet } from './xlsx-book.js';

/** The library reads a workbook into memory, at some 10 bytes per byte of the file. */
const MOST_BYTES = 20_000_000;
const AT_ONCE = 1_000;

/**
 * Yields the rows of a sheet of an XLS, XLSB or ODS workbook, which a library reads as a whole.
 * @param wanted the name of the sheet; the first visible one by default
 * @throws UnreadableFile
 */
export async function* readBook(
  path: string,
  wanted: string | undefined,
  observer: SheetObserver,
): AsyncGenerator<SourceRow[]> {
  const { size } = await stat(path);
  if (size > MOST_BYTES)
    throw limitExceeded(`a workbook of ${size} bytes`, `at most ${MOST_BYTES} bytes for XLS, XLSB and ODS`);
  const { read, utils } = await import('@e965/xlsx');
  const book = await openWhole(path, read);
  observer.bytes(size);
  const sheets = sheetsOf(book);
  const sheet = findSheet(sheets, wanted);
  reportOthers(sheets, sheet, wanted, observer.report);
  const worksheet = book.Sheets[sheet.name]!;
  for (const { s, e } of worksheet['!merges'] ?? [])
    if (s.r !== e.r) observer.merged(`${utils.encode_cell(s)}:${utils.encode_cell(e)}`);
  yield* rowsOf(worksheet, book.Workbook?.WBProps?.date1904 === true, utils.decode_range);
}

async function openWhole(path: string, read: typeof import('@e965/xlsx').read): Promise<WorkBook> {
  const { readFile } = await import('node:fs/promises');
  try {
    return read(await readFile(path), { dense: true, cellNF: true, cellDates: false, cellText: true });
  } catch (error) {
    const { message } = error as Error;
    const encrypted = /password|encrypt/i.test(message);
    throw new UnreadableFile(
      encrypted ? 'a workbook with a password' : `a workbook that cannot be read (${message})`,
      undefined,
      'an XLS, XLSB or ODS workbook',
      encrypted ? 'Save it without a password.' : 'Open the file in a spreadsheet program and save it as XLSX.',
    );
  }
}

const sheetsOf = ({ SheetNames, Workbook }: WorkBook) =>
  SheetNames.map((name, at) => ({ name, hidden: (Workbook?.Sheets?.[at]?.Hidden ?? 0) > 0 }));

/** Returns the names of the visible sheets. @throws UnreadableFile */
export async function shownBookSheets(path: string): Promise<string[]> {
  const { read } = await import('@e965/xlsx');
  return sheetsOf(await openWhole(path, read))
    .filter(({ hidden }) => !hidden)
    .map(({ name }) => name);
}

function* rowsOf(
  worksheet: WorkSheet,
  date1904: boolean,
  decodeRange: (reference: string) => { s: { r: number }; e: { r: number; c: number } },
): Generator<SourceRow[]> {
  if (!worksheet['!ref']) return;
  const { e } = decodeRange(worksheet['!ref']);
  const data = (worksheet['!data'] ?? []) as (CellObject | undefined)[][];
  for (let from = 0; from <= e.r; from += AT_ONCE) {
    const rows: SourceRow[] = [];
    for (let at = from; at <= Math.min(e.r, from + AT_ONCE - 1); at += 1) {
      const cells = Array.from({ length: e.c + 1 }, (_, column) => cellText(data[at]?.[column], date1904));
      if (cells.some((text) => text !== '')) rows.push({ line: at + 1, cells });
    }
    yield rows;
  }
}

function cellText(cell: CellObject | undefined, date1904: boolean): string {
  if (!cell) return '';
  if (cell.v === undefined) return cell.f === undefined ? '' : `=${cell.f}`;
  if (cell.t === 'b') return String(cell.v);
  if (cell.t === 'e') return cell.w ?? '';
  if (cell.t !== 'n') return String(cell.v);
  const format: NumberFormat = typeof cell.z === 'string' ? formatOfCode(cell.z) : { kind: 'general' };
  return numberCellText(String(cell.v), format, date1904);
}
