import { CELL_COUNT, FILLED_DOWN, OUTSIDE_TABLE, SHORT_ROWS } from '../dataset/rules.js';
import type { ReportFinding } from './findings.js';
import type { SourceRow } from './read/source-row.js';

/** Removes the cells beside a table of a given width, and reports the first of them that is not empty. */
export async function* narrowed(
  batches: AsyncGenerator<SourceRow[]>,
  width: number,
  report: ReportFinding,
): AsyncGenerator<SourceRow[]> {
  let count = 0;
  let first: { line: number; text: string } | undefined;
  for await (const batch of batches)
    yield batch.map((row) => {
      const text = row.cells.slice(width).filter((cell) => cell.trim() !== '');
      if (text.length > 0) {
        count += text.length;
        first ??= { line: row.line, text: text.join(' ') };
      }
      return row.cells.length > width ? { ...row, cells: row.cells.slice(0, width) } : row;
    });
  if (!first) return;
  const found = count > 1 ? `${count} cells, the first "${first.text}"` : first.text;
  report({ rule: OUTSIDE_TABLE, line: first.line, found, expected: `no cells beyond column ${width}` });
}

const SHEET_TIP =
  'Name the column in the header. If the cells are remarks beside the table, set "read.width" in the mapping.';

/** Checks that rows have the cells of the header. */
export class RowWidth {
  #short = { count: 0, first: 0 };

  constructor(
    private readonly width: number,
    private readonly report: ReportFinding,
    /** Whether rows may omit empty cells at their end. */
    private readonly shortRows: boolean,
    /** Whether the rows are those of a sheet, which has no separators to quote. */
    private readonly isSheet: boolean,
  ) {}

  /** Empty cells beyond the header are ignored. Any other difference means that cells are in the wrong columns. */
  fits({ line, cells }: SourceRow): boolean {
    const { width } = this;
    if (cells.length === width) return true;
    if (cells.length < width && this.shortRows) return this.#fill(line, cells);
    const beyond = cells.slice(width).filter((cell) => cell !== '');
    if (cells.length > width && beyond.length === 0) return true;
    const found = cells.length > width ? `${cells.length} cells, the last "${beyond.at(-1)}"` : `${cells.length} cells`;
    const tip = this.isSheet ? SHEET_TIP : undefined;
    this.report({ rule: CELL_COUNT, line, found, expected: `${width} cells, as in the header`, tip });
    return false;
  }

  finish(): void {
    const { count, first } = this.#short;
    if (count === 0) return;
    const found = count === 1 ? 'a shorter row' : `${count} shorter rows, this the first`;
    this.report({ rule: SHORT_ROWS, line: first, found, expected: `${this.width} cells, as in the header` });
  }

  #fill(line: number, cells: string[]): true {
    this.#short.count += 1;
    this.#short.first ||= line;
    while (cells.length < this.width) cells.push('');
    return true;
  }
}

/** Fills empty cells of some columns with the value above. A new value clears the columns after it. */
export class FillDown {
  readonly #above: string[];
  #filled = { count: 0, first: 0 };

  /** @param positions of the columns, from the left */
  constructor(
    private readonly positions: readonly number[],
    private readonly names: readonly string[],
    private readonly report: ReportFinding,
  ) {
    this.#above = positions.map(() => '');
  }

  fill({ line, cells }: SourceRow): void {
    for (const [index, at] of this.positions.entries()) {
      const cell = cells[at] ?? '';
      if (cell.trim() !== '') {
        if (cell !== this.#above[index]) this.#above.fill('', index + 1);
        this.#above[index] = cell;
      } else if (this.#above[index] !== '') {
        cells[at] = this.#above[index]!;
        this.#filled.count += 1;
        this.#filled.first ||= line;
      }
    }
  }

  finish(): void {
    const { count, first } = this.#filled;
    if (count === 0) return;
    const found = count === 1 ? 'an empty cell' : `${count} empty cells, this the first`;
    this.report({ rule: FILLED_DOWN, line: first, column: this.names.join(', '), found, expected: 'the value above' });
  }
}
