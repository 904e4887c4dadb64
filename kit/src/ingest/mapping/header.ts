import { AMBIGUOUS_COLUMN, FOLDED_MATCH, MISSING_COLUMN } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import type { SourceRow } from '../read/source-row.js';
import { columnPlace } from './columns-needed.js';
import { comparable } from './comparable.js';

const NAMED_AT_MOST = 40;

/** Collects the columns that a mapping names and the header lacks, has twice, or has in another spelling. */
export class HeaderProblems {
  readonly #missing = new Set<string>();
  readonly #doubled = new Map<string, number[]>();
  readonly #respelled = new Map<string, string>();

  constructor(private readonly header: SourceRow) {}

  missing(name: string): void {
    this.#missing.add(name);
  }

  doubled(name: string, positions: number[]): void {
    this.#doubled.set(name, positions);
  }

  respelled(name: string, found: string): void {
    this.#respelled.set(name, found);
  }

  /** Reports every problem. Returns true if a column is missing or ambiguous. */
  reportAll(report: ReportFinding): boolean {
    const { line, cells } = this.header;
    const names = cells.filter((name) => name !== '');
    const there = names.slice(0, NAMED_AT_MOST).join(', ') + (names.length > NAMED_AT_MOST ? ' …' : '');
    if (this.#missing.size > 0) {
      const column = [...this.#missing].join(', ');
      const expected = `${this.#missing.size > 1 ? 'the columns' : 'a column'} ${column}, which the mapping names`;
      report({ rule: MISSING_COLUMN, line, column, found: there, expected });
    }
    for (const [column, positions] of this.#doubled)
      report({
        rule: AMBIGUOUS_COLUMN,
        line,
        column,
        found: `${positions.length} columns with this name`,
        expected: 'one',
        tip: `Write the position of the column in the mapping: ${positions.map((at) => `"#${at + 1}"`).join(' or ')}.`,
      });
    for (const [column, found] of this.#respelled)
      report({ rule: FOLDED_MATCH, line, column, found, expected: `"${column}", as in the mapping` });
    return this.#missing.size + this.#doubled.size > 0;
  }
}

/**
 * Returns the position of a column that a mapping names: by exact name, by position such as `#5`, or by a name that
 * differs only in accents, case, spaces and punctuation.
 */
export function columnOf(header: readonly string[], name: string, problems: HeaderProblems): number {
  const place = columnPlace(name);
  if (place !== undefined && place < header.length) return place;
  const exact = positionsWhere(header, (cell) => cell === name);
  const alike = comparable(name);
  const positions =
    exact.length > 0 ? exact : positionsWhere(header, (cell) => cell !== '' && comparable(cell) === alike);
  if (positions.length === 0) problems.missing(name);
  if (positions.length > 1) problems.doubled(name, positions);
  if (positions.length === 1 && exact.length === 0) problems.respelled(name, header[positions[0]!]!);
  return positions[0] ?? -1;
}

const positionsWhere = (header: readonly string[], matches: (cell: string) => boolean) =>
  header.flatMap((cell, at) => (matches(cell) ? [at] : []));
