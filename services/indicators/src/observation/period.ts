/** Number of months of each kind of period. A month has no letter. */
const lengths: Record<string, number> = { S: 6, T: 4, Q: 3 };

interface Months {
  /** Months since year 0. */
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

/** Whether the first period ends before the second. */
export const endsBefore = (period: string, other: string) => monthsOf(period).last < monthsOf(other).last;

/** Compares periods by their end. Of periods with the same end the year is last, as in the SQL of the repository. */
export const byTime = (a: string, b: string) => monthsOf(a).last - monthsOf(b).last || (a === b ? 0 : a < b ? 1 : -1);
