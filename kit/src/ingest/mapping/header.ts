import { fold } from '../../dataset/fold.js';
import { AMBIGUOUS_COLUMN, MISSING_COLUMN } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import type { SourceRow } from '../read/source-row.js';
import { columnPlace } from './columns-needed.js';

const NAMED_AT_MOST = 40;

/** Collects the columns that a mapping names and the header lacks or has twice. */
export class HeaderProblems {
  readonly #missing = new Set<string>();
  readonly #doubled = new Map<string, number[]>();

  constructor(private readonly header: SourceRow) {}

  missing(name: string): void {
    this.#missing.add(name);
  }

  doubled(name: string, places: number[]): void {
    this.#doubled.set(name, places);
  }

  /** Reports every problem. Returns true if there were any. */
  reportAll(report: ReportFinding): boolean {
    const { line, cells } = this.header;
    const names = cells.filter((name) => name !== '');
    const there = names.slice(0, NAMED_AT_MOST).join(', ') + (names.length > NAMED_AT_MOST ? ' …' : '');
    if (this.#missing.size > 0) {
      const column = [...this.#missing].join(', ');
      const expected = `${this.#missing.size > 1 ? 'the columns' : 'a column'} ${column}, which the mapping names`;
      report({ rule: MISSING_COLUMN, line, column, found: there, expected });
    }
    for (const [column, places] of this.#doubled)
      report({
        rule: AMBIGUOUS_COLUMN,
        line,
        column,
        found: `${places.length} columns with this name`,
        expected: 'one',
        tip: `Write the position of the column in the mapping: ${places.map((at) => `"#${at + 1}"`).join(' or ')}.`,
      });
    return this.#missing.size + this.#doubled.size > 0;
  }
}

/**
 * Returns the position of a column that a mapping names: by exact name, by folded name, or by position such as `#5`.
 */
export function columnOf(header: readonly string[], name: string, problems: HeaderProblems): number {
  const place = columnPlace(name);
  if (place !== undefined && place < header.length) return place;
  const exact = placesWhere(header, (cell) => cell === name);
  const places = exact.length > 0 ? exact : placesWhere(header, (cell) => cell !== '' && fold(cell) === fold(name));
  if (places.length === 0) problems.missing(name);
  if (places.length > 1) problems.doubled(name, places);
  return places[0] ?? -1;
}

const placesWhere = (header: readonly string[], holds: (cell: string) => boolean) =>
  header.flatMap((cell, at) => (holds(cell) ? [at] : []));
