import { FOLDED_MATCH, UNREADABLE_ROW } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import { comparable } from '../mapping/comparable.js';
import type { JsonRow } from './json-row.js';
import type { SourceRow } from './source-row.js';

export interface RecordTableOptions {
  /** Columns that may appear only in later rows, because JSON omits unknown values. */
  needed: readonly string[];
  /** Called once for each column that the first rows lack and that is not needed. */
  late(line: number, column: string): void;
  /** Called with the needed columns that no row has. */
  absent(line: number, columns: string[]): void;
  report: ReportFinding;
}

/** Converts rows of JSON to a table. The first rows define the columns; if rows are arrays, the first array is the header. */
export class RecordTable {
  /** The position of each name; -1 if it has no column. */
  readonly #positions = new Map<string, number>();
  #width = 0;
  /** The needed columns that no row had so far, by comparable name. */
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
      const cells = this.#cells(line, values);
      if (cells) table.push({ line, cells });
    }
    return table;
  }

  end(): void {
    if (this.#awaited.size > 0) this.options.absent(this.#firstLine, [...this.#awaited.values()]);
  }

  #name(rows: JsonRow[], line: number): string[] {
    const there = new Set(rows.flatMap(({ values }) => (Array.isArray(values) ? [] : [...values.keys()])));
    const alike = new Set([...there].map(comparable));
    const awaited = this.options.needed.filter((name) => !alike.has(comparable(name)));
    const columns = [...there, ...awaited];
    this.#awaited = new Map(awaited.map((name) => [comparable(name), name]));
    this.#firstLine = line;
    this.#width = columns.length;
    for (const [at, name] of columns.entries()) this.#positions.set(name, at);
    return columns;
  }

  /** Undefined if two names of the row are one column in different spellings. */
  #cells(line: number, values: Map<string, string>): string[] | undefined {
    const cells = new Array<string>(this.#width).fill('');
    const filled = new Map<number, string>();
    for (const [name, text] of values) {
      if (this.#awaited.size > 0) this.#awaited.delete(comparable(name));
      const at = this.#positions.get(name) ?? this.#positionOfLate(line, name);
      const other = at >= 0 ? filled.get(at) : undefined;
      if (other !== undefined) return this.#refuse(line, other, name);
      if (at < 0) continue;
      filled.set(at, name);
      cells[at] = text;
    }
    return cells;
  }

  /** A name that the first rows lack may be a known column in another spelling. */
  #positionOfLate(line: number, name: string): number {
    const alike = [...this.#positions].filter(([known, at]) => at >= 0 && comparable(known) === comparable(name));
    const [known, at] = alike.length === 1 ? alike[0]! : ['', -1];
    this.#positions.set(name, at);
    if (at < 0) this.options.late(line, name);
    else
      this.options.report({
        rule: FOLDED_MATCH,
        line,
        column: known,
        found: name,
        expected: `"${known}", as in the first rows`,
      });
    return at;
  }

  #refuse(line: number, one: string, other: string): undefined {
    this.options.report({
      rule: UNREADABLE_ROW,
      line,
      found: `"${one}" and "${other}"`,
      expected: 'one value per column; these names differ only in spelling',
    });
  }
}
