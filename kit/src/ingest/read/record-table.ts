import { fold } from '../../dataset/fold.js';
import type { JsonRow } from './json-row.js';
import type { SourceRow } from './source-row.js';

export interface RecordTableOptions {
  /** Columns that may appear only in later rows, because JSON omits unknown values. */
  needed: readonly string[];
  /** Called once for each column that the first rows lack and that is not needed. */
  late(line: number, column: string): void;
  /** Called with the needed columns that no row has. */
  absent(line: number, columns: string[]): void;
}

/**
 * Converts rows of JSON to a table. The first rows define the columns; if rows are arrays, the first array is the
 * header.
 */
export class RecordTable {
  /** The position of each name; -1 if it has no column. */
  readonly #places = new Map<string, number>();
  #width = 0;
  #awaited = new Map<string, string>();
  #firstLine = 1;

  constructor(private readonly options: RecordTableOptions) {}

  rows(rows: JsonRow[]): SourceRow[] {
    const table: SourceRow[] = [];
    for (const { line, values } of rows) {
      if (Array.isArray(values)) {
        table.push({ line, cells: values });
        continue;
      }
      if (this.#width === 0) table.push({ line, cells: this.#name(rows, line) });
      table.push({ line, cells: this.#cells(line, values) });
    }
    return table;
  }

  end(): void {
    if (this.#awaited.size > 0) this.options.absent(this.#firstLine, [...this.#awaited.values()]);
  }

  #name(rows: JsonRow[], line: number): string[] {
    const there = new Set(rows.flatMap(({ values }) => (Array.isArray(values) ? [] : [...values.keys()])));
    const folded = new Set([...there].map(fold));
    const awaited = this.options.needed.filter((name) => !folded.has(fold(name)));
    const columns = [...there, ...awaited];
    this.#awaited = new Map(awaited.map((name) => [fold(name), name]));
    this.#firstLine = line;
    this.#width = columns.length;
    for (const [at, name] of columns.entries()) this.#places.set(name, at);
    return columns;
  }

  #cells(line: number, values: Map<string, string>): string[] {
    const cells = new Array<string>(this.#width).fill('');
    for (const [name, text] of values) {
      if (this.#awaited.size > 0) this.#awaited.delete(fold(name));
      const at = this.#places.get(name) ?? this.#meet(line, name);
      if (at >= 0) cells[at] = text;
    }
    return cells;
  }

  /** A name that the first rows lack may be a known column in another spelling. */
  #meet(line: number, name: string): number {
    const folded = fold(name);
    const at = [...this.#places].find(([known, at]) => at >= 0 && fold(known) === folded)?.[1] ?? -1;
    this.#places.set(name, at);
    if (at < 0) this.options.late(line, name);
    return at;
  }
}
