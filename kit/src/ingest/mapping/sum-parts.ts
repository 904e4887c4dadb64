import { fold } from '../../dataset/fold.js';
import { BAD_VALUE } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import type { ColumnIndex, RowReport } from './column-filler.js';
import type { DraftRow } from './draft-row.js';
import type { Mapping } from './mapping.js';
import { RowSum } from './row-sum.js';
import type { Target } from './target.js';

/** The sums of one file, and the column that names their parts. */
export interface Sum {
  up: RowSum;
  part?: { at: number; column: string; values: ReadonlyMap<string, string> };
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
  const values = new Map(parts.values.map((value) => [fold(value), value]));
  return { up, part: { at: columnIndex.ofFile(parts.column), column: parts.column, values } };
}

export function addPart(
  { up, part }: Sum,
  draft: DraftRow,
  cells: readonly string[],
  report: RowReport,
): DraftRow | undefined {
  if (!part) return up.add(draft, '');
  const text = cells[part.at] ?? '';
  const value = part.values.get(fold(text));
  if (value !== undefined) return up.add(draft, value);
  const expected = `one of ${[...part.values.values()].join(', ')}, the parts of the sum`;
  report({ rule: BAD_VALUE, column: part.column, found: text, expected, tip: 'Exclude other rows with "skip".' });
  return undefined;
}
