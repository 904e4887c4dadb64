/** A median with the bounds between which the true median is in 95 of 100 samples. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median and its interval by order statistics: the bounds are observations, whatever the distribution of the values.
 * With fewer than six values the bounds are the smallest and the largest, which are in fewer than 95 of 100 samples.
 */
export function intervalOf(values: readonly number[]): Interval {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return { median: Number.NaN, low: Number.NaN, high: Number.NaN };
  const rank = Math.max(Math.floor(n / 2 - (1.96 * Math.sqrt(n)) / 2), 0);
  const [low, high] = [sorted[rank]!, sorted[n - 1 - rank]!];
  return { median: (sorted[Math.ceil(n / 2) - 1]! + sorted[Math.floor(n / 2)]!) / 2, low, high };
}

export const intervalText = ({ median, low, high }: Interval): string =>
  `${median.toPrecision(3)} (${low.toPrecision(3)}–${high.toPrecision(3)})`;
