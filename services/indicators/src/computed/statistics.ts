export const mean = (values: readonly number[]) => sum(values) / values.length;

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The quantile of ascending values by linear interpolation between neighbours: `percentile_cont` of SQL. */
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
