import { fold } from '../dataset/fold.js';
import {
  BAD_VALUE,
  CELL_COUNT,
  MISSING_COLUMN,
  MISSING_VALUE,
  NO_ROWS,
  OTHER_SHEETS,
  UNKNOWN_COLUMN,
  UNREADABLE,
  UNREADABLE_ROW,
} from '../dataset/rules.js';
import { BadCell, type Cell, readCell } from './cell.js';
import { EncodingNotes } from './encoding-notes.js';
import type { ReportFinding } from './findings.js';
import { findTable, type Table, tidy } from './layout.js';
import { columnPlace, columnsNeeded } from './mapping/columns-needed.js';
import type { DraftRow } from './mapping/draft-row.js';
import { type Mapping, unfoldsOf } from './mapping/mapping.js';
import { type RowMapper, rowMapperByMapping } from './mapping/row-mapper.js';
import { rowMapperByNames } from './mapping/row-mapper-by-names.js';
import type { NamedColumn, Target } from './mapping/target.js';
import { readRows } from './read/rows.js';
import type { SourceRow } from './read/source-row.js';
import { UnreadableFile } from './read/unreadable-file.js';

export interface ParsedRow {
  line: number;
  /** In the order of the dataset's columns. */
  cells: Cell[];
  /** In the same order, the names of the file columns. */
  labels: readonly string[];
}

export interface Parsing {
  path: string;
  target: Target;
  /** Left out if the header has the column names of the dataset. */
  mapping?: Mapping;
  report: ReportFinding;
  /** Receives the number of bytes read. */
  bytes?: (count: number) => void;
}

/**
 * Parses the rows of a file for a dataset, in batches. Every error goes to `report`; rows with an error are left out.
 */
export async function* parseRows(parsing: Parsing): AsyncGenerator<ParsedRow[]> {
  const { report, target } = parsing;
  let rows = 0;
  try {
    const table = await openTable(parsing);
    const shape = table && shapeOf(table, parsing);
    if (table && !shape) return;
    for await (const batch of table?.rows ?? []) {
      rows += batch.length;
      const parsed: ParsedRow[] = [];
      for (const row of batch)
        if (hasWidth(row, table!.header, report)) readDrafts(shape!.row(row), target.columns, report, parsed);
      yield parsed;
    }
    const last: ParsedRow[] = [];
    readDrafts(shape?.finish() ?? [], target.columns, report, last);
    yield last;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { found, line, expected, tip } = error;
    report({ rule: UNREADABLE, line, found, expected, tip });
    return;
  }
  if (rows === 0)
    report({ rule: NO_ROWS, expected: `a header and rows with the columns ${wantedBy(parsing).join(', ')}` });
}

/** Returns the column names that identify the header. */
const wantedBy = ({ mapping, target }: Parsing) =>
  mapping ? columnsNeeded(mapping).filter((name) => columnPlace(name) === undefined) : target.columns.map(nameOf);

const nameOf = ({ name }: NamedColumn) => name;

async function openTable(parsing: Parsing): Promise<Table | undefined> {
  const { path, mapping, report, bytes = () => undefined } = parsing;
  const notes = new EncodingNotes(report);
  const wanted = wantedBy(parsing);
  const batches = readRows(path, mapping?.read ?? {}, {
    foreign: (line, encoding) => notes.add(line, encoding),
    bad: (line, found, expected) => report({ rule: UNREADABLE_ROW, line, found, expected }),
    otherSheets: (read, others) =>
      report({ rule: OTHER_SHEETS, found: others.join(', '), expected: `one sheet; the first, "${read}", was read` }),
    needed: mapping ? wanted : [],
    late: (line, column) => reportLate(line, column, parsing),
    absent: (line, columns) => {
      for (const column of columns) report({ rule: MISSING_COLUMN, line, column, expected: `${column} in some row` });
    },
    bytes,
  });
  const places = mapping ? columnsNeeded(mapping).map((name) => columnPlace(name) ?? -1) : [];
  const layout = {
    wanted,
    same: mapping ? sameName : (name: string, wanted: string) => tidy(name) === wanted,
    header: mapping?.read?.header,
    headerRows: mapping?.read?.headerRows,
    least: Math.max(0, ...places.map((at) => at + 1)),
  };
  return findTable(notes.after(batches), layout, report);
}

/** Reports a column that appears only in later rows of JSON, if the mapping or the dataset would use it. */
function reportLate(line: number, column: string, { mapping, report }: Parsing): void {
  const patterns = mapping && unfoldsOf(mapping).flatMap(({ pattern }) => pattern ?? []);
  if (patterns && !patterns.some((pattern) => new RegExp(pattern, 'iu').test(column))) return;
  report({ rule: UNKNOWN_COLUMN, line, column, found: column, expected: 'the columns of the first rows' });
}

const sameName = (name: string, wanted: string) => name === wanted || fold(name) === fold(wanted);

function shapeOf({ header }: Table, { mapping, target, report }: Parsing): RowMapper | undefined {
  return mapping
    ? rowMapperByMapping(mapping, header, target, report)
    : rowMapperByNames(header, target.columns, report);
}

/** Empty cells beyond the header are ignored. Any other difference means that cells are in the wrong columns. */
function hasWidth({ line, cells }: SourceRow, header: SourceRow, report: ReportFinding): boolean {
  const width = header.cells.length;
  if (cells.length === width) return true;
  const beyond = cells.slice(width).filter((cell) => cell !== '');
  if (cells.length > width && beyond.length === 0) return true;
  const found = cells.length > width ? `${cells.length} cells, the last "${beyond.at(-1)}"` : `${cells.length} cells`;
  report({ rule: CELL_COUNT, line, found, expected: `${width} cells, as in the header` });
  return false;
}

function readDrafts(
  drafts: DraftRow[],
  columns: readonly NamedColumn[],
  report: ReportFinding,
  into: ParsedRow[],
): void {
  for (const draft of drafts) {
    const cells = readCells(draft, columns, report);
    if (cells) into.push({ line: draft.line, cells, labels: draft.labels });
  }
}

function readCells(
  { line, texts, labels }: DraftRow,
  columns: readonly NamedColumn[],
  report: ReportFinding,
): Cell[] | undefined {
  let sound = true;
  const cells = new Array<Cell>(columns.length);
  for (let at = 0; at < columns.length; at += 1) {
    const cell = readCell(columns[at]!.column, texts[at]!);
    if (cell instanceof BadCell) {
      sound = false;
      const rule = cell.missing ? MISSING_VALUE : BAD_VALUE;
      report({ rule, line, column: labels[at], found: texts[at], expected: cell.expected });
    } else cells[at] = cell;
  }
  return sound ? cells : undefined;
}
