import { MIXED_LINE_ENDS, MULTILINE_CELLS, UNREADABLE_ROW } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import { type LineEnd, LineEnds, nextLineEnd } from './line-ends.js';
import type { SourceRow } from './source-row.js';
import { UnreadableFile } from './unreadable-file.js';

const QUOTE = '"';
/** An open quote over a longer text was not meant as a quote. */
const LONGEST_CELL = 1024 * 1024;
const LONGEST_ROW = 4 * 1024 * 1024;

interface ReadRow {
  cells: string[];
  end: LineEnd;
  /** The number of line ends within quoted cells. */
  inner: number;
  /** Why the row cannot be used. */
  wrong?: string;
  /** Whether a cell over two lines may be two rows. */
  doubtful?: boolean;
}

/** Splits text into rows and cells (RFC 4180). Text may arrive in pieces of any size. Empty lines are skipped. */
export class CsvReader {
  #rest = '';
  #line = 1;
  /** The number of cells of the last row. */
  #width = 0;
  readonly #ends = new LineEnds();
  #multiline = { count: 0, first: 0 };

  /** @param quotes whether a quote at the beginning of a cell encloses the cell */
  constructor(
    private readonly separator: string,
    private readonly report: ReportFinding = () => undefined,
    private readonly quotes = true,
  ) {}

  push(text: string): SourceRow[] {
    return this.#read(this.#rest + text, false);
  }

  /** @throws UnreadableFile if a quote is still open */
  end(): SourceRow[] {
    const rows = this.#read(this.#rest, true);
    const mixed = this.#ends.mixed();
    if (mixed) this.report({ rule: MIXED_LINE_ENDS, ...mixed, expected: 'one kind of line end' });
    const { count, first } = this.#multiline;
    const found = count === 1 ? 'a cell over several lines' : `${count} cells over several lines, this the first`;
    if (count > 0) this.report({ rule: MULTILINE_CELLS, line: first, found, expected: 'cells within one line' });
    return rows;
  }

  #read(text: string, last: boolean): SourceRow[] {
    const rows: SourceRow[] = [];
    let at = 0;
    let quote = this.#nextQuote(text, 0);
    const cursor = { newline: -1, back: -1 };
    while (at < text.length) {
      const end = nextLineEnd(text, at, last, cursor);
      if (!end) break;
      if (quote < at) quote = this.#nextQuote(text, at);
      const row = quote >= end.at ? this.#plainRow(text, at, end) : this.#quotedRow(text, at, last);
      if (!row) break;
      this.#take(row, rows);
      at = row.end.next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > LONGEST_ROW)
      throw new UnreadableFile(`a line of more than ${LONGEST_ROW} characters`, this.#line, 'one row per line');
    return rows;
  }

  #take({ cells, end, inner, wrong, doubtful }: ReadRow, rows: SourceRow[]): void {
    const line = this.#line;
    this.#ends.add(end, line + inner);
    this.#line += inner + (end.kind ? 1 : 0);
    if (wrong) {
      this.#refuse(line, inner, wrong);
      return;
    }
    if (doubtful) {
      this.#multiline.count += 1;
      this.#multiline.first ||= line;
    }
    if (cells.length === 1 && cells[0] === '') return;
    this.#width = cells.length;
    rows.push({ line, cells });
  }

  #refuse(line: number, inner: number, wrong: string): void {
    const found = inner > 0 ? `lines ${line} to ${line + inner}: ${wrong}` : wrong;
    const tip = 'Double the quotes within a quoted cell. If quotes do not enclose cells, set "read.quotes" to false.';
    this.report({ rule: UNREADABLE_ROW, line, found, expected: 'a quoted cell that ends before a separator', tip });
  }

  #plainRow(text: string, at: number, end: LineEnd): ReadRow {
    return { cells: text.slice(at, end.at).split(this.separator), end, inner: 0 };
  }

  /** Reads a row with quoted cells, which may span lines. Undefined if its end has not arrived. */
  #quotedRow(text: string, start: number, last: boolean): ReadRow | undefined {
    const cells: string[] = [];
    let inner = 0;
    let doubtful = false;
    for (let at = start; ; ) {
      const quoted = text[at] === QUOTE;
      const cell = quoted ? this.#quotedCell(text, at, last) : this.#plainCell(text, at, last);
      if (!cell) return undefined;
      const lines = quoted && /[\r\n]/.test(cell.value) ? cell.value.split(/\r\n|\n|\r/) : [cell.value];
      inner += lines.length - 1;
      const likeness = this.#likeness(lines, cells.length);
      if (likeness === 'some') doubtful = true;
      const wrong = cell.wrong ?? (likeness === 'rows' ? 'rows within one quoted cell' : undefined);
      cells.push(cell.value);
      if (wrong) return { cells, inner, wrong, end: cell.end ?? nextLineEnd(text, cell.next, true)! };
      if (cell.end) return { cells, inner, doubtful, end: cell.end };
      at = cell.next;
    }
  }

  /**
   * Returns how much the lines of a quoted cell look like rows of the table. Two stray quotes in the same column enclose
   * rows: most lines between them have the separators of the table, and the last line has those before the column. In
   * other cells, such as addresses, some separators may be text.
   */
  #likeness(lines: readonly string[], column: number): 'rows' | 'some' | 'none' {
    const separators = lines.slice(1).map((line) => line.split(this.separator).length - 1);
    if (this.#width < 2 || separators.every((count) => count === 0)) return 'none';
    const middle = separators.slice(0, -1);
    const alike = middle.filter((count) => count === this.#width - 1).length;
    const isEnclosed = separators.at(-1) === column && 2 * alike >= middle.length;
    return isEnclosed && (middle.length > 0 || column >= 2) ? 'rows' : 'some';
  }

  #plainCell(text: string, at: number, last: boolean) {
    const end = nextLineEnd(text, at, last);
    const separator = text.indexOf(this.separator, at);
    if (separator >= 0 && (!end || separator < end.at))
      return { value: text.slice(at, separator), next: separator + 1, end: undefined, wrong: undefined };
    return end && { value: text.slice(at, end.at), next: end.next, end, wrong: undefined };
  }

  #quotedCell(text: string, at: number, last: boolean) {
    const close = closingQuote(text, at + 1);
    if (close < 0) {
      if (!last && text.length - at < LONGEST_CELL) return undefined;
      throw new UnreadableFile('an open quote', this.#line, 'a closing quote; quotes within a cell are doubled');
    }
    // The character after a quote decides whether it closes the cell, so more text may be needed.
    if (close + 2 >= text.length && !last) return undefined;
    const value = text.slice(at + 1, close).replaceAll('""', QUOTE);
    const after = this.#plainCell(text, close + 1, last);
    if (!after) return undefined;
    if (after.value.trim() === '') return { ...after, value };
    const end = nextLineEnd(text, close + 1, last);
    if (!end) return undefined;
    return { value, next: end.next, end, wrong: `text after a closing quote, ${JSON.stringify(after.value)}` };
  }

  #nextQuote(text: string, from: number): number {
    const found = this.quotes ? text.indexOf(QUOTE, from) : -1;
    return found < 0 ? text.length : found;
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf(QUOTE, from); at >= 0; at = text.indexOf(QUOTE, at + 2))
    if (text[at + 1] !== QUOTE) return at;
  return -1;
}
