/** The first day that a partial date may mean, as text that sorts. */
export const firstDay = (date: string): string => date + '-01-01'.slice(date.length - 4);

/** The last day that it may mean. A month is given 31 days whether it has them or not: only compare with it. */
export const lastDay = (date: string): string => date + '-12-31'.slice(date.length - 4);

/**
 * Whether a day lies between two partial dates. A date known to the month or the year reaches over all of it, and one
 * that is not known sets no bound.
 */
export const spans = (from: string | null, to: string | null, day: string): boolean =>
  (from === null || firstDay(from) <= day) && (to === null || lastDay(to) >= day);
