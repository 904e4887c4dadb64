/** How many months each kind of period has; a month is written without a letter. */
const lengths: Record<string, number> = { S: 6, T: 4, Q: 3 };

interface Months {
  /** Counted from the beginning of year 0. */
  first: number;
  last: number;
}

function monthsOf(period: string): Months {
  const year = 12 * Number(period.slice(0, 4));
  const part = period.slice(5);
  if (part === '') return { first: year, last: year + 11 };
  const length = lengths[part[0]!] ?? 1;
  const number = Number(length === 1 ? part : part.slice(1));
  return { first: year + length * (number - 1), last: year + length * number - 1 };
}

/** The first day of a period, `YYYY-MM-DD`. */
export function firstDay(period: string): string {
  const { first } = monthsOf(period);
  return `${String(Math.floor(first / 12)).padStart(4, '0')}-${String((first % 12) + 1).padStart(2, '0')}-01`;
}

/** Whether one period is over before another is. */
export const endsBefore = (period: string, other: string) => monthsOf(period).last < monthsOf(other).last;

/** Orders periods by when they end; of those that end together the year is the last, as in the repository's SQL. */
export const byTime = (a: string, b: string) => monthsOf(a).last - monthsOf(b).last || (a === b ? 0 : a < b ? 1 : -1);
