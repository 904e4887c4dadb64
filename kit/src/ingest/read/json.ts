import { type BadRow, type JsonRow, readRow } from './json-row.js';
import { JsonRowArray } from './json-row-array.js';
import { UnreadableFile } from './unreadable-file.js';

/** Maximum length of one row. */
const LONGEST_ROW = 4 * 1024 * 1024;
const ROWS_EXPECTED = 'an array of objects, or an object that holds one';

/** Extracts the rows of a JSON array at any depth, holding one row in memory at a time. */
export class JsonReader {
  #rest = '';
  #line = 1;
  #prelude: JsonRowArray | undefined;
  #ended = false;

  /** @param path the keys that lead to the array, with dots between them; the first array of rows by default */
  constructor(
    private readonly bad: BadRow = () => undefined,
    private readonly path?: string,
  ) {
    this.#prelude = new JsonRowArray(path);
  }

  push(text: string): JsonRow[] {
    // Text after the array is not read.
    if (this.#ended) return [];
    const all = this.#rest + text;
    let at = 0;
    if (this.#prelude) {
      const { next, found } = this.#prelude.read(all);
      this.#line += newlines(all, 0, next);
      at = next;
      if (found) this.#prelude = undefined;
    }
    const rows: JsonRow[] = [];
    if (!this.#prelude) at = this.#readRows(all, at, rows);
    this.#rest = this.#ended ? '' : all.slice(at);
    if (this.#rest.length > LONGEST_ROW) throw new UnreadableFile('no row', this.#line, ROWS_EXPECTED);
    return rows;
  }

  end(): JsonRow[] {
    if (this.#ended) return [];
    if (!this.#prelude) throw new UnreadableFile('JSON that ends in the middle', this.#line, 'the end of its array');
    const { arrays } = this.#prelude;
    const there = arrays.length > 0 ? `; there are arrays at ${arrays.slice(0, 10).join(', ')}` : '';
    const sought = this.path === undefined ? 'JSON without an array of rows' : `JSON without an array at ${this.path}`;
    throw new UnreadableFile(`${sought}${there}`, undefined, ROWS_EXPECTED, 'Name the array as "rows" in the mapping.');
  }

  /** Returns the end of the last complete row. */
  #readRows(all: string, from: number, rows: JsonRow[]): number {
    let at = from;
    for (;;) {
      const start = nextMark(all, at);
      if (start < 0) return at;
      if (all[start] === ']') {
        this.#ended = true;
        return start;
      }
      const end = this.#endOfRow(all, start, at);
      if (end < 0) return at;
      this.#line += newlines(all, at, start);
      const row = readRow(all.slice(start, end), this.#line, this.bad);
      if (row) rows.push(row);
      this.#line += newlines(all, start, end);
      at = end;
    }
  }

  #endOfRow(all: string, start: number, at: number): number {
    if (all[start] === '{' || all[start] === '[') return endOfNest(all, start);
    throw new UnreadableFile(all.slice(start, start + 40), this.#line + newlines(all, at, start), ROWS_EXPECTED);
  }
}

/** Reads JSON lines: one object per line. */
export class JsonLinesReader {
  #rest = '';
  #line = 1;

  constructor(private readonly bad: BadRow = () => undefined) {}

  push(text: string): JsonRow[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    if (this.#rest.length > LONGEST_ROW) throw new UnreadableFile('no row', this.#line, 'an object a line');
    return lines.flatMap((line) => this.#read(line));
  }

  end(): JsonRow[] {
    return this.#read(this.#rest);
  }

  #read(line: string): JsonRow[] {
    const number = this.#line++;
    const row = line.trim() === '' ? undefined : readRow(line, number, this.bad);
    return row ? [row] : [];
  }
}

/** Returns the position of the next character that is neither a space nor a comma, or -1. */
function nextMark(text: string, from: number): number {
  const mark = /[^\s,]/g;
  mark.lastIndex = from;
  return mark.exec(text)?.index ?? -1;
}

/** Returns the end of the object or array that begins at `start`, or -1 if it has not arrived. */
function endOfNest(text: string, start: number): number {
  let depth = 0;
  const marks = /"(?:[^"\\]|\\.)*"|["{}[\]]/gs;
  marks.lastIndex = start;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    const [mark] = match;
    if (mark === '"') return -1;
    if (mark === '{' || mark === '[') depth += 1;
    if (mark === '}' || mark === ']') depth -= 1;
    if (depth === 0) return marks.lastIndex;
  }
  return -1;
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
