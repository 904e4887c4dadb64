import { DISPLAYED_OTHERWISE } from '../../dataset/rules.js';
import type { NumberFormat } from './number-format.js';
import type { SharedStrings } from './shared-strings.js';
import { numberCellText } from './sheet-cell.js';
import type { SheetObserver } from './sheet-observer.js';
import type { SourceRow } from './source-row.js';
import { UnreadableFile } from './unreadable-file.js';
import { unescaped } from './xlsx-book.js';
import type { Attributes, Tags } from './xml-part.js';

/** Maximum number of columns of a sheet. */
const MOST_COLUMNS = 16_384;
const NUMBER: NumberFormat = { kind: 'general' };

interface Cell {
  at: number;
  type: string;
  style: number;
  value: string;
  hasValue: boolean;
  formula: string;
  hasFormula: boolean;
}

interface Context {
  strings: SharedStrings;
  formats: readonly NumberFormat[];
  date1904: boolean;
}

/** Builds rows from the XML of a sheet. */
export class SheetRows {
  #rows: SourceRow[] = [];
  #row: SourceRow = { line: 0, cells: [] };
  #cell: Cell | undefined;
  #tag = '';
  #phonetic = false;
  /** A sheet omits empty cells at the end of a row. */
  #widest = 0;
  #scaled?: { line: number; count: number };

  constructor(
    private readonly context: Context,
    private readonly observer: SheetObserver,
  ) {}

  listen(tags: Tags): void {
    tags.onOpen((name, attributes) => this.#open(name, attributes));
    tags.onText((text) => this.#text(text));
    tags.onClose((name) => this.#close(name));
  }

  /** Returns the rows that are complete, and forgets them. */
  take(): SourceRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  finish(): void {
    if (!this.#scaled) return;
    const { line, count } = this.#scaled;
    const found = `${count} cells shown in thousands or millions, this the first`;
    this.observer.report({ rule: DISPLAYED_OTHERWISE, line, found, expected: 'cells that show the stored number' });
  }

  #open(name: string, attributes: Attributes): void {
    this.#tag = name;
    if (name === 'row') this.#row = { line: Number(attributes.r ?? this.#row.line + 1), cells: [] };
    else if (name === 'c') this.#cell = this.#openCell(attributes);
    else if (name === 'rPh') this.#phonetic = true;
    else if (name === 'v' && this.#cell) this.#cell.hasValue = true;
    else if (name === 'f' && this.#cell) this.#cell.hasFormula = true;
    else if (name === 'mergeCell' && spansRows(attributes.ref ?? '')) this.observer.merged(attributes.ref!);
  }

  #text(text: string): void {
    const cell = this.#cell;
    if (!cell || this.#phonetic) return;
    if (this.#tag === 'v' || this.#tag === 't') cell.value += text;
    if (this.#tag === 'f') cell.formula += text;
  }

  #close(name: string): void {
    this.#tag = '';
    if (name === 'rPh') this.#phonetic = false;
    if (name === 'c' && this.#cell) {
      this.#place(this.#cell);
      this.#cell = undefined;
    }
    if (name !== 'row' || this.#row.cells.every((text) => text === '')) return;
    const { cells } = this.#row;
    this.#widest = Math.max(this.#widest, cells.length);
    while (cells.length < this.#widest) cells.push('');
    this.#rows.push(this.#row);
  }

  #openCell({ r, t, s }: Attributes): Cell {
    const at = r ? columnOf(r) : this.#row.cells.length;
    if (at >= MOST_COLUMNS || at < 0)
      throw new UnreadableFile(`a cell ${r}`, this.#row.line, `at most ${MOST_COLUMNS} columns`);
    const [type, style] = [t ?? 'n', Number(s ?? 0)];
    return { at, type, style, value: '', hasValue: false, formula: '', hasFormula: false };
  }

  #place(cell: Cell): void {
    const { cells, line } = this.#row;
    while (cells.length < cell.at) cells.push('');
    const text = this.#textOf(cell);
    if (cells[cell.at]) throw new UnreadableFile(`two cells in column ${cell.at + 1}`, line, 'one cell per column');
    cells[cell.at] = text;
  }

  #textOf({ type, style, value, hasValue, formula, hasFormula }: Cell): string {
    // A program that does not calculate writes the formula without a value. Of shared formulas, only the first has a text.
    if (hasFormula && (!hasValue || (type === 'n' && value === '')))
      return `=${formula || '(a formula shared with other cells)'}`;
    if (type === 's') return this.#shared(value);
    if (type === 'b') return value.trim() === '1' ? 'true' : 'false';
    if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '');
    if (type !== 'n' || value === '') return unescaped(value);
    const format = this.context.formats[style] ?? NUMBER;
    if (format.kind === 'scaled')
      this.#scaled = { line: this.#scaled?.line ?? this.#row.line, count: (this.#scaled?.count ?? 0) + 1 };
    return numberCellText(value, format, this.context.date1904);
  }

  #shared(value: string): string {
    const text = /^\s*\d+\s*$/.test(value) ? this.context.strings.get(Number(value)) : undefined;
    if (text !== undefined) return text;
    throw new UnreadableFile(
      `a cell that refers to the shared text ${value || '(none)'}`,
      this.#row.line,
      `one of the ${this.context.strings.size} shared texts of the workbook`,
      'Open the file in a spreadsheet program and save it again as XLSX.',
    );
  }
}

/** Returns 2 for `C12`. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/[\d$]+/g, '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function spansRows(reference: string): boolean {
  const [, from, to] = /^[A-Z]+(\d+):[A-Z]+(\d+)$/.exec(reference) ?? [];
  return from !== undefined && from !== to;
}
