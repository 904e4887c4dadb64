import { RATIO_AGAINST_COUNTS } from '../../dataset/rules.js';
import { cellText } from './cell-text.js';
import type { ColumnIndex, RowReport } from './column-filler.js';
import type { RatioSpec } from './mapping.js';
import { numberText } from './number-text.js';

/**
 * Compares a published ratio with the counts beside it. A difference is reported, and the ratio is published as it is.
 */
export type RatioCheck = (cells: readonly string[], report: RowReport) => void;

export function ratioCheck(spec: RatioSpec, columnIndex: ColumnIndex): RatioCheck {
  const { ratio, of, to, times = 1, within, number = {} } = spec;
  const [ratioAt, ofAt, toAt] = [ratio, of, to].map(columnIndex.ofFile) as [number, number, number];
  const numberAt = (cells: readonly string[], at: number) => {
    const text = numberText(cellText(cells[at] ?? '') ?? '', number === true ? {} : number);
    return text === undefined ? Number.NaN : Number(text);
  };
  return (cells, report) => {
    const counted = (times * numberAt(cells, ofAt)) / numberAt(cells, toAt);
    // The comparison is false if one of the three numbers is unknown.
    if (!(Math.abs(counted - numberAt(cells, ratioAt)) > within)) return;
    const expected = `${Number(counted.toPrecision(6))}, computed from ${of} and ${to}, with a tolerance of ${within}`;
    report({ rule: RATIO_AGAINST_COUNTS, column: ratio, found: cells[ratioAt], expected });
  };
}
