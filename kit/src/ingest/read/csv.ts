import type { SourceRow } from './source-row.js';
import { UnreadableFile } from './unreadable-file.js';

const QUOTE = '"';
/** An open quote over a longer text was not meant as a quote. */
const LONGEST_CELL = 1024 * 1024;
const LONGEST_ROW = 4 * 1024 * 1024;

/** Splits text into rows and cells (RFC 4180). Text may arrive in pieces of any size. Empty lines are skipped. */
export class CsvReader {
  #rest = '';
  #line = 1;

  constructor(private readonly separator: string) {}

  push(text: string): SourceRow[] {
    return this.#read(this.#rest + text, false);
  }

  /** @throws UnreadableFile if a quote is still open */
  end(): SourceRow[] {
    return this.#read(this.#rest, true);
  }

  #read(text: string, last: boolean): SourceRow[] {
    const rows: SourceRow[] = [];
    let at = 0;
    let quote = indexOr(text, QUOTE, 0);
    while (at < text.length) {
      const newline = text.indexOf('\n', at);
      if (newline < 0 && !last) break;
      const end = newline < 0 ? text.length : newline;
      if (quote < at) quote = indexOr(text, QUOTE, at);
      const read = quote >= end ? this.#plain(text, at, end) : this.#quoted(text, at, last);
      if (!read) break;
      if (read.cells.length > 1 || read.cells[0] !== '') rows.push({ line: this.#line, cells: read.cells });
      this.#line += read.lines;
      at = read.next;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > LONGEST_ROW)
      throw new UnreadableFile(`a line of more than ${LONGEST_ROW} characters`, this.#line, 'a table, a row a line');
    return rows;
  }

  #plain(text: string, at: number, end: number) {
    const line = text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end);
    return { cells: line.split(this.separator), lines: 1, next: end + 1 };
  }

  /** Reads a row with quoted cells, which may span lines. Undefined if its end has not arrived. */
  #quoted(text: string, start: number, last: boolean) {
    const cells: string[] = [];
    let lines = 1;
    for (let at = start; ; ) {
      const cell = text[at] === QUOTE ? this.#quotedCell(text, at, last) : this.#plainCell(text, at, last);
      if (!cell) return undefined;
      cells.push(cell.value);
      lines += cell.lines;
      if (cell.ends) return { cells, lines, next: cell.next };
      at = cell.next;
    }
  }

  #plainCell(text: string, at: number, last: boolean) {
    const newline = indexOr(text, '\n', at);
    const end = Math.min(indexOr(text, this.separator, at), newline);
    if (end === text.length && !last) return undefined;
    const value = end === newline ? withoutReturn(text.slice(at, end)) : text.slice(at, end);
    return { value, lines: 0, next: end + 1, ends: end === newline };
  }

  #quotedCell(text: string, at: number, last: boolean) {
    const close = closingQuote(text, at + 1);
    if (close < 0) {
      if (!last && text.length - at < LONGEST_CELL) return undefined;
      throw new UnreadableFile('an open quote', this.#line, 'a quote that closes; double the quotes within a cell');
    }
    // The character after a quote decides whether it closes the cell, so more text may be needed.
    if (close + 2 >= text.length && !last) return undefined;
    const value = text.slice(at + 1, close).replaceAll('""', QUOTE);
    const after = this.#plainCell(text, close + 1, last);
    if (!after) return undefined;
    const lines = value.split('\n').length - 1;
    return { ...after, value: after.value === '' ? value : value + after.value, lines };
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf(QUOTE, from); at >= 0; at = text.indexOf(QUOTE, at + 2))
    if (text[at + 1] !== QUOTE) return at;
  return -1;
}

const indexOr = (text: string, sought: string, at: number) => {
  const found = text.indexOf(sought, at);
  return found < 0 ? text.length : found;
};

const withoutReturn = (text: string) => (text.endsWith('\r') ? text.slice(0, -1) : text);
