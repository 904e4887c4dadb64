/** Number of significant digits of computed values: a binary float has 15, and sums lose some of them. */
const DIGITS = 12;

/** Removes the noise of binary floats: -17.1169, not -17.116899999999994. */
export const withoutNoise = (value: number): number => Number(value.toPrecision(DIGITS));

export const mean = (values: readonly number[]) => sum(values) / values.length;

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The quantile of ascending values, interpolated linearly: `percentile_cont` of SQL. */
export function quantile(ascending: readonly number[], share: number): number {
  const place = share * (ascending.length - 1);
  const below = ascending[Math.floor(place)]!;
  return below + (ascending[Math.ceil(place)]! - below) * (place % 1);
}

/** The standard deviation of a whole population. */
export function standardDeviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
