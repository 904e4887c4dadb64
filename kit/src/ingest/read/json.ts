import { OTHER_SHEETS } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import { type JsonRow, readRow } from './json-row.js';
import { JsonRowArray } from './json-row-array.js';
import { UnreadableFile } from './unreadable-file.js';

/** Maximum length of one row. */
const LONGEST_ROW = 4 * 1024 * 1024;
const ROWS_EXPECTED = 'an array of objects, or an object that contains one';
const NAMED_AT_MOST = 10;

/** Extracts the rows of a JSON array at any depth, holding one row in memory at a time. */
export class JsonReader {
  #rest = '';
  #line = 1;
  readonly #around: JsonRowArray;
  #position: 'before' | 'within' | 'after' = 'before';

  /** @param path the keys that lead to the array, with dots between them; the first array of rows by default */
  constructor(
    private readonly report: ReportFinding = () => undefined,
    private readonly path?: string,
  ) {
    this.#around = new JsonRowArray(path);
  }

  push(text: string): JsonRow[] {
    const all = this.#rest + text;
    const rows: JsonRow[] = [];
    let at = 0;
    if (this.#position === 'before') at = this.#readAround(all, at);
    if (this.#position === 'within') at = this.#readRows(all, at, rows);
    if (this.#position === 'after') at = this.#readAround(all, at);
    this.#rest = all.slice(at);
    if (this.#rest.length > LONGEST_ROW) throw new UnreadableFile('no row', this.#line, ROWS_EXPECTED);
    return rows;
  }

  /** @throws UnreadableFile if there are no rows, or the JSON is not complete */
  end(): JsonRow[] {
    if (this.#position === 'before') throw this.#notFound();
    if (this.#position === 'within' || !this.#around.isComplete)
      throw new UnreadableFile('JSON that ends early', this.#line, 'the end of its objects and arrays');
    this.#reportFurther();
    return [];
  }

  #notFound(): UnreadableFile {
    const { arrays } = this.#around;
    const there = arrays.length > 0 ? `; there are arrays at ${arrays.slice(0, NAMED_AT_MOST).join(', ')}` : '';
    const sought = this.path === undefined ? 'JSON without an array of rows' : `JSON without an array at ${this.path}`;
    return new UnreadableFile(
      `${sought}${there}`,
      undefined,
      ROWS_EXPECTED,
      'Set "read.rows" in the mapping to the path of the array.',
    );
  }

  #reportFurther(): void {
    const { further } = this.#around;
    if (further.length === 0) return;
    const more = further.length > NAMED_AT_MOST ? ` and ${further.length - NAMED_AT_MOST} more` : '';
    const found = further.slice(0, NAMED_AT_MOST).join(', ') + more;
    this.report({
      rule: OTHER_SHEETS,
      line: this.#line,
      found,
      expected: 'one array of rows; only the first was read',
    });
  }

  #readAround(all: string, from: number): number {
    const { next, found } = this.#around.read(from === 0 ? all : all.slice(from));
    this.#line += newlines(all, from, from + next);
    if (found) this.#position = 'within';
    return from + next;
  }

  /** Returns the end of the last complete row. */
  #readRows(all: string, from: number, rows: JsonRow[]): number {
    let at = from;
    for (;;) {
      const start = nextMark(all, at);
      if (start < 0) return at;
      if (all[start] === ']') {
        this.#line += newlines(all, at, start);
        this.#position = 'after';
        this.#around.leave();
        return start + 1;
      }
      const end = this.#endOfRow(all, start, at);
      if (end < 0) return at;
      this.#line += newlines(all, at, start);
      const row = readRow(all.slice(start, end), this.#line, this.report);
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
