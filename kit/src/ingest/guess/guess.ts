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
  return guesses.reduce((best, each) => (told(each) > told(best) ? each : best));
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
function told({ columns, unfold }: Mapping): number {
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
  const profiles = table.header.cells.map((name, at) => profileOf(nameOf(table.header, name, at), at, rows));
  const read = { ...(sheet !== undefined && { sheet }), ...(span > 1 && { headerRows: span }) };
  const filled = profiles.filter(({ name }) => name !== '');
  return { ...(Object.keys(read).length > 0 && { read }), ...propose(filled, rows, target, codes) };
}

/** Columns that share a name are named by position instead. */
const nameOf = ({ cells }: SourceRow, name: string, at: number): Profile['name'] =>
  cells.indexOf(name) === cells.lastIndexOf(name) ? name : `#${at + 1}`;

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
