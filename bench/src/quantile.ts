/** @param sorted in ascending order */
export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(Math.floor(sorted.length * q), sorted.length - 1)] ?? Number.NaN;
