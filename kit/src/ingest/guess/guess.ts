import type { KnownCodes } from '../known-codes.js';
import { findTable } from '../layout.js';
import type { Mapping } from '../mapping/mapping.js';
import type { Target } from '../mapping/target.js';
import { fromCopy } from '../read/file.js';
import { formatOf } from '../read/format.js';
import { shownBookSheets } from '../read/library-book.js';
import { readRows } from '../read/rows.js';
import type { SourceRow } from '../read/source-row.js';
import { shownSheets } from '../read/xlsx.js';
import { FillDown } from '../row-width.js';
import { Codes } from './guess-codes.js';
import { headerPlace } from './guess-header.js';
import { type Profile, profileOf } from './profile.js';
import { propose } from './propose.js';

const nothing = () => undefined;
const IGNORE_EVENTS = {
  foreign: nothing,
  late: nothing,
  absent: nothing,
  report: nothing,
  bytes: nothing,
  packed: nothing,
  merged: nothing,
  needed: [],
  limits: {},
};
/** Maximum number of rows that a guess reads. */
const LOOKED_AT = 2_000;

/**
 * Proposes a mapping for a file, from its header and first rows. What it cannot know is `"?"`.
 * @param known codes that are recorded and that rows of the file may refer to
 * @throws UnreadableFile
 */
export async function guessMapping(path: string, target: Target, known: readonly KnownCodes[] = []): Promise<Mapping> {
  const codes = new Codes(known);
  const sheets = await sheetsOf(path);
  if (sheets.length < 2) return guessSheet(path, undefined, target, codes);
  const guesses: Mapping[] = [];
  for (const sheet of sheets) guesses.push(await guessSheet(path, sheet, target, codes));
  // Covers, notes and catalogues match fewer columns than the sheet with the data.
  return guesses.reduce((best, each) => (filledColumns(each) > filledColumns(best) ? each : best));
}

async function sheetsOf(path: string): Promise<string[]> {
  const format = await formatOf(path);
  if (format !== 'xlsx' && format !== 'book') return [];
  const read = format === 'xlsx' ? shownSheets : shownBookSheets;
  for await (const sheets of fromCopy(path, (copy) => once(read(copy)))) return sheets;
  return [];
}

async function* once<Item>(item: Promise<Item>): AsyncGenerator<Item> {
  yield await item;
}

/** Rates how much of the dataset a mapping fills. */
function filledColumns({ columns, unfold }: Mapping): number {
  const specs = Object.values(columns);
  const found = specs.filter((spec) => typeof spec === 'string' || 'from' in spec).length;
  return (specs.some((spec) => typeof spec === 'object' && 'place' in spec) ? 10 : 0) + found + (unfold ? 1 : 0);
}

async function guessSheet(path: string, sheet: string | undefined, target: Target, codes: Codes): Promise<Mapping> {
  const first = await firstRows(path, sheet);
  if (first.length === 0) return { columns: {} };
  const { at, span } = headerPlace(first);
  const layout = { wanted: [], same: () => false, isName: () => false, header: first[at]!.line, headerRows: span };
  const table = await findTable(only(first), layout, nothing);
  if (!table) return { columns: {} };
  const rows: string[][] = [];
  for await (const batch of table.rows) for (const { cells } of batch) rows.push(cells);
  const fillDown = fillMerged(table.header, rows);
  const profiles = table.header.cells.map((name, at) => profileOf(nameOf(table.header, name, at), at, rows));
  const read = {
    ...(sheet !== undefined && { sheet }),
    ...(span > 1 && { headerRows: span }),
    ...(fillDown.length > 0 && { fillDown }),
  };
  const filled = profiles.filter(({ at, texts }) => table.header.cells[at] !== '' || texts.length > 0);
  return { ...(Object.keys(read).length > 0 && { read }), ...propose(filled, rows, target, codes) };
}

/** A column of merged cells has a text in this share of the rows at most. */
const MERGED_AT_MOST = 0.7;

/**
 * Finds the columns on the left whose cells are merged over several rows, and fills them down in `rows`. Returns their
 * names.
 */
function fillMerged(header: SourceRow, rows: string[][]): string[] {
  const isEmpty = (cells: readonly string[], at: number) => (cells[at] ?? '').trim() === '';
  const merged: number[] = [];
  for (let at = 0; at < header.cells.length - 1; at += 1) {
    const filled = rows.filter((cells) => !isEmpty(cells, at)).length;
    if (rows.length === 0 || isEmpty(rows[0]!, at) || filled > MERGED_AT_MOST * rows.length) break;
    merged.push(at);
  }
  const names = merged.map((at) => nameOf(header, header.cells[at]!, at));
  const fill = new FillDown(merged, names, nothing);
  for (const cells of rows) fill.fill({ line: 0, cells });
  return names;
}

/** Columns that share a name are named by position instead. */
const nameOf = ({ cells }: SourceRow, name: string, at: number): Profile['name'] =>
  name !== '' && cells.indexOf(name) === cells.lastIndexOf(name) ? name : `#${at + 1}`;

async function firstRows(path: string, sheet: string | undefined): Promise<SourceRow[]> {
  const first: SourceRow[] = [];
  for await (const batch of readRows(path, { sheet }, IGNORE_EVENTS)) {
    for (const row of batch) first.push(row);
    if (first.length >= LOOKED_AT) break;
  }
  return first.slice(0, LOOKED_AT);
}

async function* only(rows: SourceRow[]): AsyncGenerator<SourceRow[]> {
  yield rows;
}
