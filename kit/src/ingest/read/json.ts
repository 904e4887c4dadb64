import type { SourceRow } from './source-row.js';
import { UnreadableFile } from './unreadable-file.js';

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export interface JsonRecord {
  line: number;
  values: Map<string, string>;
}

/** An object that is longer than this is no row. */
const LONGEST_ROW = 4 * 1024 * 1024;
const OBJECT_EXPECTED = 'an array of objects, or an object that holds one';

/** Cuts the objects out of a JSON array, wherever the array lies, without holding more than one of them. */
export class JsonReader {
  #rest = '';
  #line = 1;
  #inArray = false;

  push(text: string): JsonRecord[] {
    const all = this.#rest + text;
    const records: JsonRecord[] = [];
    let at = 0;
    if (!this.#inArray) {
      const start = /\[\s*\{/.exec(all);
      if (!start) return this.#keep(all, 0, records);
      at = start.index + 1;
      this.#line += newlines(all, 0, at);
      this.#inArray = true;
    }
    for (;;) {
      const start = nextMark(all, at);
      if (start < 0) break;
      if (all[start] === ']') return this.#finish(records);
      if (all[start] !== '{') throw new UnreadableFile(all.slice(start, start + 40), this.#line, OBJECT_EXPECTED);
      const end = endOfObject(all, start);
      if (end < 0) break;
      this.#line += newlines(all, at, start);
      records.push(readRecord(all.slice(start, end), this.#line));
      this.#line += newlines(all, start, end);
      at = end;
    }
    return this.#keep(all, at, records);
  }

  end(): JsonRecord[] {
    if (this.#rest.trim().replace(/^,/, '') !== '')
      throw new UnreadableFile('JSON that ends in the middle, or holds no rows', this.#line, OBJECT_EXPECTED);
    return [];
  }

  #finish(records: JsonRecord[]): JsonRecord[] {
    this.#rest = '';
    // What follows the array, such as a count of its rows, holds no rows.
    this.push = () => [];
    return records;
  }

  #keep(all: string, at: number, records: JsonRecord[]): JsonRecord[] {
    this.#rest = all.slice(at);
    if (this.#rest.length > LONGEST_ROW) throw new UnreadableFile('no row', this.#line, OBJECT_EXPECTED);
    return records;
  }
}

/** Reads objects, one a line. */
export class JsonLinesReader {
  #rest = '';
  #line = 1;

  push(text: string): JsonRecord[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    return lines.flatMap((line) => this.#read(line));
  }

  end(): JsonRecord[] {
    return this.#read(this.#rest);
  }

  #read(line: string): JsonRecord[] {
    const number = this.#line++;
    return line.trim() === '' ? [] : [readRecord(line, number)];
  }
}

/** Gives records the form of rows: the first of them name the columns. What appears later is told to `late`. */
export class RecordTable {
  #columns: string[] | undefined;

  constructor(private readonly late: (line: number, column: string) => void) {}

  rows(records: JsonRecord[]): SourceRow[] {
    const first = records[0];
    if (!first) return [];
    const header = this.#columns ? [] : [{ line: first.line, cells: this.#name(records) }];
    return [...header, ...records.map((record) => this.#row(record))];
  }

  #name(records: JsonRecord[]): string[] {
    this.#columns = [...new Set(records.flatMap(({ values }) => [...values.keys()]))];
    return this.#columns;
  }

  #row({ line, values }: JsonRecord): SourceRow {
    for (const name of values.keys())
      if (!this.#columns!.includes(name)) {
        this.late(line, name);
        break;
      }
    return { line, cells: this.#columns!.map((name) => values.get(name) ?? '') };
  }
}

function readRecord(text: string, line: number): JsonRecord {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new UnreadableFile((error as Error).message, line, 'JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UnreadableFile(text.slice(0, 40), line, 'an object');
  const values = new Map<string, string>();
  flatten(value, '', values);
  return { line, values };
}

function flatten(object: { [name: string]: Json }, prefix: string, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(object)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) flatten(value, `${prefix}${name}.`, into);
    else into.set(prefix + name, textOf(value));
  }
}

function textOf(value: Json): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(' | ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Where something stands that is neither a space nor a comma; -1 where that has not arrived. */
function nextMark(text: string, from: number): number {
  const mark = /[^\s,]/g;
  mark.lastIndex = from;
  return mark.exec(text)?.index ?? -1;
}

/** Where the object that begins at a place ends; -1 where its end has not arrived. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  const marks = /"(?:[^"\\]|\\.)*"|["{}]/gs;
  marks.lastIndex = start;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    if (match[0] === '"') return -1;
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return marks.lastIndex;
  }
  return -1;
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
