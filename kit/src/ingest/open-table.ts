import { MERGED_CELLS, MISSING_COLUMN, UNKNOWN_COLUMN } from '../dataset/rules.js';
import { EncodingNotes } from './encoding-notes.js';
import { findTable, type Table, tidy } from './layout.js';
import { columnPlace, columnsNeeded } from './mapping/columns-needed.js';
import { comparable } from './mapping/comparable.js';
import { LinearPattern } from './mapping/linear-pattern.js';
import { unfoldsOf } from './mapping/mapping.js';
import type { NamedColumn } from './mapping/target.js';
import type { Parsing } from './parsing.js';
import { formatOf } from './read/format.js';
import { type ReadObserver, readRows } from './read/rows.js';
import { narrowed } from './row-width.js';

/** The table in a file, and what is only known when all of it is read. */
export interface OpenTable {
  isSheet: boolean;
  table: Table | undefined;
  /** Reports merged cells below the header. */
  finish(): void;
}

/** Opens a file and finds its table. */
export async function openTable(parsing: Parsing): Promise<OpenTable> {
  const { path, mapping, report, target } = parsing;
  const format = await formatOf(path);
  const notes = new EncodingNotes(report);
  const wanted = wantedBy(parsing);
  const merged: string[] = [];
  const batches = readRows(path, mapping?.read ?? {}, observerOf(parsing, notes, merged, wanted));
  const positions = mapping ? columnsNeeded(mapping).map((name) => columnPlace(name) ?? -1) : [];
  const gazetteers = Object.values(target.gazetteers);
  const layout = {
    wanted,
    same: mapping ? sameName : (name: string, wanted: string) => tidy(name) === wanted,
    header: mapping?.read?.header,
    headerRows: mapping?.read?.headerRows,
    least: Math.max(0, ...positions.map((at) => at + 1)),
    isName: (text: string) => gazetteers.some((gazetteer) => gazetteer.knows(text)),
  };
  const width = mapping?.read?.width;
  const decoded = notes.after(batches);
  const table = await findTable(width === undefined ? decoded : narrowed(decoded, width, report), layout, report);
  const below = (table?.header.line ?? 0) + (layout.headerRows ?? 1);
  const isSheet = format === 'xlsx' || format === 'book';
  return { isSheet, table, finish: () => reportMerged(merged, below, parsing) };
}

function observerOf(parsing: Parsing, notes: EncodingNotes, merged: string[], wanted: readonly string[]): ReadObserver {
  const { mapping, report, bytes = () => undefined, packed = () => undefined, limits = {} } = parsing;
  return {
    foreign: (line, encoding) => notes.add(line, encoding),
    report,
    needed: mapping ? wanted : [],
    late: (line, column) => reportLate(line, column, parsing),
    absent: (line, columns) => {
      for (const column of columns) report({ rule: MISSING_COLUMN, line, column, expected: `${column} in some row` });
    },
    merged: (reference) => merged.push(reference),
    bytes,
    packed,
    limits,
  };
}

/** Returns the column names that identify the header. */
export const wantedBy = ({ mapping, target }: Parsing) =>
  mapping ? columnsNeeded(mapping).filter((name) => columnPlace(name) === undefined) : target.columns.map(nameOf);

const nameOf = ({ name }: NamedColumn) => name;

const sameName = (name: string, wanted: string) => name === wanted || comparable(name) === comparable(wanted);

/** Reports a column that appears only in later rows of JSON, if the mapping or the dataset would use it. */
function reportLate(line: number, column: string, { mapping, report }: Parsing): void {
  const patterns = mapping && unfoldsOf(mapping).flatMap(({ pattern }) => pattern ?? []);
  if (patterns && !patterns.some((pattern) => new LinearPattern(pattern).test(column))) return;
  report({ rule: UNKNOWN_COLUMN, line, column, found: column, expected: 'the columns of the first rows' });
}

function reportMerged(merged: readonly string[], below: number, { mapping, report }: Parsing): void {
  const ranges = merged.filter((reference) => Number(/\d+$/.exec(reference)?.[0]) > below);
  if (ranges.length === 0 || mapping?.read?.fillDown) return;
  const lines = ranges.map((reference) => Number(/\d+/.exec(reference)![0]));
  report({
    rule: MERGED_CELLS,
    line: Math.min(...lines),
    found: ranges.length === 1 ? ranges[0] : `${ranges.length} merged ranges, such as ${ranges[0]}`,
    expected: 'cells that are not merged',
  });
}
