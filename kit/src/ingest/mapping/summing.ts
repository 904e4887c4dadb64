import { fold } from '../../dataset/gazetteer.js';
import { BAD_VALUE } from '../../dataset/rules.js';
import type { Report } from '../findings.js';
import type { Draft } from './draft.js';
import type { Places, RowReport } from './fill.js';
import type { Mapping } from './mapping.js';
import { SumUp } from './sum.js';
import type { Target } from './target.js';

/** The adding up of one file's rows, and where their parts are told. */
export interface Sum {
  up: SumUp;
  part?: { at: number; column: string; values: ReadonlyMap<string, string> };
}

export function summingOf({ sum, columns }: Mapping, target: Target, places: Places, report: Report): Sum {
  const { parts } = sum!;
  const keys = target.columns.filter(({ column }) => column.key).map(({ name }) => places.ofDataset(name));
  const raws = Object.values(columns).flatMap((spec) =>
    typeof spec === 'object' && 'raw' in spec && spec.raw ? [places.ofDataset(spec.raw)] : [],
  );
  const summing = { key: keys, summed: sum!.columns.map(places.ofDataset), raw: raws, parts };
  const up = new SumUp(summing, report);
  if (!parts) return { up };
  const values = new Map(parts.values.map((value) => [fold(value), value]));
  return { up, part: { at: places.ofFile(parts.column), column: parts.column, values } };
}

export function addPart(
  { up, part }: Sum,
  draft: Draft,
  cells: readonly string[],
  report: RowReport,
): Draft | undefined {
  if (!part) return up.add(draft, '');
  const text = cells[part.at] ?? '';
  const value = part.values.get(fold(text));
  if (value !== undefined) return up.add(draft, value);
  const expected = `one of ${[...part.values.values()].join(', ')}, the parts of the sum`;
  report({ rule: BAD_VALUE, column: part.column, found: text, expected, tip: 'Leave other rows out by "skip".' });
  return undefined;
}
