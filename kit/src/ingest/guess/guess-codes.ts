import { fold } from '../../dataset/fold.js';
import type { KnownCodes } from '../known-codes.js';
import { comparable } from '../mapping/comparable.js';
import type { ColumnSpec } from '../mapping/mapping.js';
import type { Profile } from './profile.js';
import { UNDECIDED } from './undecided.js';

/** Percentages may exceed 100. A number above this limit is a count. */
const LARGEST_PERCENTAGE = 200;

/** Matches texts of a file with recorded codes. */
export class Codes {
  constructor(private readonly known: readonly KnownCodes[]) {}

  /**
   * Returns the recorded code that a text means, for a column of the dataset. If the column refers to nothing, returns
   * the text in the form of a code.
   */
  of(column: string, text: string): string {
    const known = this.known.find(({ columns }) => columns.length === 1 && columns[0] === column);
    if (!known || known.codes.length === 0) return codeOf(text);
    const found = known.codes.find(({ key, name }) =>
      [key[0], name].some((each) => each && comparable(each) === comparable(text)),
    );
    return found?.key[0] ?? UNDECIDED;
  }

  /** Returns the code that the name of a column of numbers means. A percentage is never proposed for counts. */
  ofColumn(column: string, name: string, { texts }: Profile): string {
    const code = this.of(column, name);
    const isPercentage = /(^|_)(pct|porcentaje)(_|$)/.test(code);
    const isNamedSo = /%|porcentaje|por ciento/i.test(name);
    const isCount = texts.some((text) => Number(text.replace(/[^\d.-]/g, '')) > LARGEST_PERCENTAGE);
    if (isPercentage && (isCount || /personas|poblaci[oó]n|n[uú]mero|total/i.test(name))) return UNDECIDED;
    return isNamedSo && !isPercentage && code !== codeOf(name) ? UNDECIDED : code;
  }

  /** Returns whether a text is the code or the name of a recorded row. */
  knows(column: string, text: string): boolean {
    const known = this.known.some(
      ({ columns, codes }) => codes.length > 0 && columns.length === 1 && columns[0] === column,
    );
    return known && this.of(column, text) !== UNDECIDED;
  }

  /** Returns the value of a second key column that all these codes share, such as the series of an indicator. */
  beside(column: string, other: string, texts: readonly string[]): ColumnSpec | undefined {
    const known = this.known.find(({ columns }) => columns.includes(column) && columns.includes(other));
    if (!known || texts.length === 0 || texts.includes(UNDECIDED)) return undefined;
    const [at, of] = [known.columns.indexOf(column), known.columns.indexOf(other)];
    const found = texts.map((text) => known.codes.filter(({ key }) => key[of] === text).map(({ key }) => key[at]!));
    const all = new Set(found.flat());
    return found.every(({ length }) => length === 1) && all.size === 1 ? { constant: [...all][0]! } : undefined;
  }
}

/** Returns a name in the form of a code: lower case, no accents, underscores. */
export const codeOf = (name: string) => fold(name).replaceAll(' ', '_');
