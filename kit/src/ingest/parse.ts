import { BadCell, type Cell, readCell } from './cell.js';
import { EncodingNotes } from './encoding-notes.js';
import type { Report } from './findings.js';
import { fold } from './gazetteer.js';
import { findTable, type Table, tidy } from './layout.js';
import type { Draft } from './mapping/draft.js';
import type { Mapping } from './mapping/mapping.js';
import { columnsNeeded, type Shape, shapeByMapping } from './mapping/shape.js';
import { shapeByNames } from './mapping/shape-by-names.js';
import type { NamedColumn, Target } from './mapping/target.js';
import { readRows } from './read/rows.js';
import type { SourceRow } from './read/source-row.js';
import { UnreadableFile } from './read/unreadable-file.js';
import { BAD_VALUE, CELL_COUNT, MISSING_VALUE, NO_ROWS, UNKNOWN_COLUMN, UNREADABLE } from './rules.js';

export interface ParsedRow {
  line: number;
  /** In the order of the columns of the dataset. */
  cells: Cell[];
}

export interface Parsing {
  path: string;
  target: Target;
  /** Where the header names the columns of the dataset itself, none. */
  mapping?: Mapping;
  report: Report;
  /** Is told how many bytes were read. */
  bytes?: (count: number) => void;
}

/**
 * Reads the rows of a file for a dataset, in batches. What is wrong goes to `report`, all of it; rows with an error are
 * not answered.
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
  const names = parsing.mapping ? columnsNeeded(parsing.mapping) : target.columns.map(({ name }) => name);
  if (rows === 0) report({ rule: NO_ROWS, expected: `a header and rows; columns: ${names.join(', ')}` });
}

async function openTable({ path, target, mapping, report, bytes }: Parsing): Promise<Table | undefined> {
  const notes = new EncodingNotes(report);
  const batches = readRows(path, mapping?.read ?? {}, {
    foreign: (line, encoding) => notes.add(line, encoding),
    late: (line, column) =>
      report({ rule: UNKNOWN_COLUMN, line, column, found: column, expected: 'the columns of the first rows' }),
    bytes: bytes ?? (() => undefined),
  });
  const layout = {
    wanted: mapping ? columnsNeeded(mapping) : target.columns.map(({ name }) => name),
    same: mapping ? sameName : (name: string, wanted: string) => tidy(name) === wanted,
    header: mapping?.read?.header,
    headerRows: mapping?.read?.headerRows,
  };
  return findTable(notes.after(batches), layout, report);
}

const sameName = (name: string, wanted: string) => name === wanted || fold(name) === fold(wanted);

function shapeOf({ header }: Table, { mapping, target, report }: Parsing): Shape | undefined {
  return mapping ? shapeByMapping(mapping, header, target, report) : shapeByNames(header, target.columns, report);
}

/** A row may go on in empty cells; any other difference means that its cells stand in the wrong columns. */
function hasWidth({ line, cells }: SourceRow, header: SourceRow, report: Report): boolean {
  const width = header.cells.length;
  if (cells.length === width) return true;
  if (cells.length > width && cells.slice(width).every((cell) => cell === '')) return true;
  report({ rule: CELL_COUNT, line, found: `${cells.length} cells`, expected: `${width} cells, as in the header` });
  return false;
}

function readDrafts(drafts: Draft[], columns: readonly NamedColumn[], report: Report, into: ParsedRow[]): void {
  for (const draft of drafts) {
    const cells = readCells(draft, columns, report);
    if (cells) into.push({ line: draft.line, cells });
  }
}

function readCells(
  { line, texts, labels }: Draft,
  columns: readonly NamedColumn[],
  report: Report,
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
