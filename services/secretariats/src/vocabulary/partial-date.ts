/** The first day of a partial date, as text that sorts. */
export const firstDay = (date: string): string => date + '-01-01'.slice(date.length - 4);

/** The last day of a partial date. Every month has 31 days here: use it only to compare. */
export const lastDay = (date: string): string => date + '-12-31'.slice(date.length - 4);

const DAY_MS = 86_400_000;

/** Number of days from one date to another; null unless both are known to the day. */
export const daysBetween = (from: string | null, to: string | null): number | null =>
  from?.length === 10 && to?.length === 10 ? Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) : null;
