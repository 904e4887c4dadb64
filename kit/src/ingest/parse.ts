import { BAD_VALUE, MISSING_VALUE, NO_ROWS, ROUNDED_NUMBER } from '../dataset/rules.js';
import { BadCell, type Cell, isRounded, readCell } from './cell.js';
import type { ReportFinding } from './findings.js';
import { isKeyTooLong, LONGEST_KEY } from './key-length.js';
import type { DraftRow } from './mapping/draft-row.js';
import { columnsToFill, type RowMapper, rowMapperByMapping } from './mapping/row-mapper.js';
import { rowMapperByNames } from './mapping/row-mapper-by-names.js';
import type { NamedColumn } from './mapping/target.js';
import { openTable, wantedBy } from './open-table.js';
import type { Parsing } from './parsing.js';
import type { SourceRow } from './read/source-row.js';
import { limitExceeded, UnreadableFile } from './read/unreadable-file.js';
import { FillDown, RowWidth } from './row-width.js';

export interface ParsedRow {
  line: number;
  /** In the order of the dataset's columns. */
  cells: Cell[];
  /** In the same order, the names of the file columns. */
  labels: readonly string[];
}

/** Parses the rows of a file for a dataset, in batches. Every error goes to `report`; rows with an error are left out. */
export async function* parseRows(parsing: Parsing): AsyncGenerator<ParsedRow[]> {
  const { report, limits = {} } = parsing;
  const count = { read: 0, parsed: 0 };
  try {
    for await (const batch of parsedBatches(parsing, count)) {
      count.parsed += batch.length;
      const { rows = Number.POSITIVE_INFINITY } = limits;
      if (count.parsed > rows) throw limitExceeded(`more than ${rows} rows`, `at most ${rows} rows`, batch[0]?.line);
      yield batch;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { rule, found, line, expected, tip } = error;
    report({ rule, line, found, expected, tip });
    return;
  }
  if (count.read === 0)
    report({ rule: NO_ROWS, expected: `a header and rows with the columns ${wantedBy(parsing).join(', ')}` });
}

async function* parsedBatches(parsing: Parsing, count: { read: number }): AsyncGenerator<ParsedRow[]> {
  const { mapping, target, report } = parsing;
  const { table, isSheet, finish } = await openTable(parsing);
  if (!table) return;
  const { header } = table;
  const mapper = mapping
    ? rowMapperByMapping(mapping, header, target, report)
    : rowMapperByNames(header, target.columns, report);
  if (!mapper) {
    count.read = 1;
    return;
  }
  const width = new RowWidth(header.cells.length, report, mapping?.read?.shortRows === true, isSheet);
  const names = mapping?.read?.fillDown ?? [];
  const above = new FillDown(columnsToFill(header, names), names, report);
  const cells = new CellReader(target.columns, report);
  for await (const batch of table.rows) {
    count.read += batch.length;
    yield batch.flatMap((row) => (width.fits(row) ? rowsOf(row, mapper, above, cells) : []));
  }
  for (const each of [width, above]) each.finish();
  yield cells.readAll(mapper.finish());
  finish();
}

function rowsOf(row: SourceRow, mapper: RowMapper, above: FillDown, cells: CellReader): ParsedRow[] {
  above.fill(row);
  return cells.readAll(mapper.row(row));
}

/** Parses the texts of draft rows to values. */
class CellReader {
  readonly #keys: readonly number[];

  constructor(
    private readonly columns: readonly NamedColumn[],
    private readonly report: ReportFinding,
  ) {
    this.#keys = columns.flatMap(({ column }, at) => (column.key ? [at] : []));
  }

  /** Returns the valid rows, and reports the errors of the others. */
  readAll(drafts: readonly DraftRow[]): ParsedRow[] {
    const rows: ParsedRow[] = [];
    for (const draft of drafts) {
      const cells = this.#read(draft);
      if (cells) rows.push({ line: draft.line, cells, labels: draft.labels });
    }
    return rows;
  }

  #read(draft: DraftRow): Cell[] | undefined {
    const { texts } = draft;
    let valid = true;
    const cells = new Array<Cell>(this.columns.length);
    for (let at = 0; at < texts.length; at += 1) {
      const cell = readCell(this.columns[at]!.column, texts[at]!);
      if (cell instanceof BadCell) {
        valid = false;
        this.#refuse(draft, at, cell);
      } else cells[at] = cell;
      if (typeof cell === 'number' && isRounded(texts[at]!, cell)) this.#reportRounded(draft, at, cell);
    }
    if (valid && isKeyTooLong(this.#keys, texts)) {
      this.#refuse(draft, this.#keys[0]!, new BadCell(`a key of at most ${LONGEST_KEY} bytes`));
      return undefined;
    }
    return valid ? cells : undefined;
  }

  #refuse({ line, texts, labels }: DraftRow, at: number, { missing, expected }: BadCell): void {
    const rule = missing ? MISSING_VALUE : BAD_VALUE;
    this.report({ rule, line, column: labels[at], found: texts[at], expected });
  }

  #reportRounded({ line, texts, labels }: DraftRow, at: number, stored: number): void {
    const expected = `a number of at most 15 digits; ${stored} is stored`;
    this.report({ rule: ROUNDED_NUMBER, line, column: labels[at], found: texts[at], expected });
  }
}
