import type { Report } from '../findings.js';
import { fold } from '../gazetteer.js';
import { SKIPPED_ROWS } from '../rules.js';
import { cellText } from './cell-text.js';
import type { Places } from './fill.js';
import type { Mapping, RowFilter } from './mapping.js';

interface Filter {
  spec: RowFilter;
  keeps: boolean;
  leavesOut(cells: readonly string[]): boolean;
  count: number;
  first?: number;
}

/** Leaves out the rows that a mapping says are none, and counts them: none goes without a word. */
export class RowFilters {
  readonly #filters: Filter[];

  constructor({ keep = [], skip = [] }: Mapping, places: Places) {
    this.#filters = [
      ...keep.map((spec) => ({
        spec,
        keeps: true,
        count: 0,
        leavesOut: (cells: readonly string[]) => !holds(spec, places)(cells),
      })),
      ...skip.map((spec) => ({ spec, keeps: false, count: 0, leavesOut: holds(spec, places) })),
    ];
  }

  passes(line: number, cells: readonly string[]): boolean {
    const filter = this.#filters.find(({ leavesOut }) => leavesOut(cells));
    if (!filter) return true;
    filter.count += 1;
    filter.first ??= line;
    return false;
  }

  finish(report: Report): void {
    for (const { spec, keeps, count, first } of this.#filters)
      if (count > 0)
        report({
          rule: SKIPPED_ROWS,
          line: first,
          column: spec.column,
          found: count === 1 ? 'a row' : `${count} rows, this the first`,
          expected: `a text that is ${keeps ? '' : 'not '}${spec.is?.join(', ') ?? `like ${spec.matches}`}`,
          tip: spec.why,
        });
  }
}

function holds({ column, is, matches }: RowFilter, places: Places) {
  const at = places.ofFile(column);
  const texts = new Set(is?.map(fold));
  const pattern = matches === undefined ? undefined : new RegExp(matches, 'iu');
  return (cells: readonly string[]) => {
    const text = cellText(cells[at] ?? '') ?? '';
    return texts.has(fold(text)) || (pattern?.test(text) ?? false);
  };
}
