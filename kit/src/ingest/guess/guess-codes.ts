import { fold } from '../../dataset/fold.js';
import type { KnownCodes } from '../known-codes.js';
import type { ColumnSpec } from '../mapping/mapping.js';
import { UNDECIDED } from './undecided.js';

/** The codes that are recorded, and the headers and texts of a file that may mean them. */
export class Codes {
  constructor(private readonly known: readonly KnownCodes[]) {}

  /** The code that a text of the file is, for a column of the dataset; where none is known, the text as codes are written. */
  of(column: string, text: string): string {
    const known = this.known.find(({ columns }) => columns.length === 1 && columns[0] === column);
    if (!known || known.codes.length === 0) return codeOf(text);
    const found = known.codes.find(({ key, name }) => [key[0], name].some((each) => each && fold(each) === fold(text)));
    return found?.key[0] ?? UNDECIDED;
  }

  /** Whether a text of the file is the code or the name of something that is recorded. */
  knows(column: string, text: string): boolean {
    const known = this.known.some(
      ({ columns, codes }) => codes.length > 0 && columns.length === 1 && columns[0] === column,
    );
    return known && this.of(column, text) !== UNDECIDED;
  }

  /** A column that goes with another: the series of an indicator, where those that are told have the same one. */
  beside(column: string, other: string, texts: readonly string[]): ColumnSpec | undefined {
    const known = this.known.find(({ columns }) => columns.includes(column) && columns.includes(other));
    if (!known || texts.length === 0 || texts.includes(UNDECIDED)) return undefined;
    const [at, of] = [known.columns.indexOf(column), known.columns.indexOf(other)];
    const found = texts.map((text) => known.codes.filter(({ key }) => key[of] === text).map(({ key }) => key[at]!));
    const all = new Set(found.flat());
    return found.every(({ length }) => length === 1) && all.size === 1 ? { constant: [...all][0]! } : undefined;
  }
}

/** A name as codes are written: lower case, no accents, underscores. */
export const codeOf = (name: string) => fold(name).replaceAll(' ', '_');
