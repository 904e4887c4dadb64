import { SKIPPED_ROWS } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import { cellText } from './cell-text.js';
import type { ColumnIndex, RowReport } from './column-filler.js';
import { LinearPattern } from './linear-pattern.js';
import type { Mapping, RowFilter } from './mapping.js';
import { TextMatcher } from './text-matcher.js';

interface Filter {
  spec: RowFilter;
  keeps: boolean;
  leavesOut(cells: readonly string[], report: RowReport): boolean;
  count: number;
  first?: number;
}

/** Leaves out rows by the filters of a mapping and counts them for the report. */
export class RowFilters {
  constructor(private readonly filters: readonly Filter[]) {}

  passes(line: number, cells: readonly string[], report: RowReport): boolean {
    const filter = this.filters.find(({ leavesOut }) => leavesOut(cells, report));
    if (!filter) return true;
    filter.count += 1;
    filter.first ??= line;
    return false;
  }

  finish(report: ReportFinding): void {
    for (const { spec, keeps, count, first } of this.filters)
      if (count > 0)
        report({
          rule: SKIPPED_ROWS,
          line: first,
          column: spec.column ?? spec.filled,
          found: count === 1 ? 'a row' : `${count} rows, this the first`,
          expected: `a text that is ${keeps ? '' : 'not '}${textsOf(spec)}`,
          tip: spec.why,
        });
  }
}

const textsOf = ({ is, matches }: RowFilter) =>
  is ? is.map((text) => (text === '' ? 'empty' : text)).join(', ') : `matched by ${matches}`;

/** Returns the filters on file columns. */
export const fileFilters = (mapping: Mapping, columnIndex: ColumnIndex) =>
  filtersOf(mapping, ({ column }) => {
    if (column === undefined) return undefined;
    const at = columnIndex.ofFile(column);
    return (cells) => cellText(cells[at] ?? '') ?? '';
  });

/** Returns the filters on dataset columns. */
export const filledFilters = (mapping: Mapping, columnIndex: ColumnIndex) =>
  filtersOf(mapping, ({ filled }) => {
    if (filled === undefined) return undefined;
    const at = columnIndex.ofDataset(filled);
    return (texts) => texts[at]!;
  });

type ReadText = (cells: readonly string[]) => string;

function filtersOf({ keep = [], skip = [] }: Mapping, readOf: (spec: RowFilter) => ReadText | undefined): RowFilters {
  const specs = [...keep.map((spec) => ({ spec, keeps: true })), ...skip.map((spec) => ({ spec, keeps: false }))];
  const filters = specs.flatMap(({ spec, keeps }): Filter[] => {
    const read = readOf(spec);
    if (!read) return [];
    const matches = testOf(spec);
    return [{ spec, keeps, count: 0, leavesOut: (cells, report) => matches(read(cells), report) !== keeps }];
  });
  return new RowFilters(filters);
}

function testOf({ column, filled, is = [], fold, matches }: RowFilter): (text: string, report: RowReport) => boolean {
  const texts = new TextMatcher(is, column ?? filled ?? '', fold);
  const pattern = matches === undefined ? undefined : new LinearPattern(matches);
  return (text, report) => texts.match(text, report) !== undefined || (pattern?.test(text) ?? false);
}
