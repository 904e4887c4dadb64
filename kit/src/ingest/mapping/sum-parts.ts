import { BAD_VALUE } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import { cellText } from './cell-text.js';
import type { ColumnIndex, RowReport } from './column-filler.js';
import type { DraftRow } from './draft-row.js';
import type { Mapping } from './mapping.js';
import { RowSum } from './row-sum.js';
import type { Target } from './target.js';
import { TextMatcher } from './text-matcher.js';

/** The sums of one file, and the column that names their parts. */
export interface Sum {
  up: RowSum;
  part?: { at: number; column: string; values: readonly string[]; matcher: TextMatcher };
}

export function summingOf(
  { sum, columns }: Mapping,
  target: Target,
  columnIndex: ColumnIndex,
  report: ReportFinding,
): Sum {
  const { parts } = sum!;
  const keys = target.columns.filter(({ column }) => column.key).map(({ name }) => columnIndex.ofDataset(name));
  const raws = Object.values(columns).flatMap((spec) =>
    typeof spec === 'object' && 'raw' in spec && spec.raw ? [columnIndex.ofDataset(spec.raw)] : [],
  );
  const summing = { key: keys, summed: sum!.columns.map(columnIndex.ofDataset), raw: raws, parts };
  const up = new RowSum(summing, report);
  if (!parts) return { up };
  const { column, values } = parts;
  return { up, part: { at: columnIndex.ofFile(column), column, values, matcher: new TextMatcher(values, column) } };
}

export function addPart(
  { up, part }: Sum,
  draft: DraftRow,
  cells: readonly string[],
  report: RowReport,
): DraftRow | undefined {
  if (!part) return up.add(draft, '');
  const text = cellText(cells[part.at] ?? '') ?? '';
  const value = part.matcher.match(text, report);
  if (value !== undefined) return up.add(draft, value);
  const expected = `one of ${part.values.join(', ')}, the parts of the sum`;
  report({ rule: BAD_VALUE, column: part.column, found: text, expected, tip: 'Exclude other rows with "skip".' });
  return undefined;
}
