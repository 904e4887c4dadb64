import { type Branded, textScalar } from './text.js';

export type CalendarDate = Branded<'Date'>;

/** Whether the three numbers name a day of the Gregorian calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function parse(text: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match && isDay(Number(match[1]), Number(match[2]), Number(match[3])) ? text : undefined;
}

export const DateScalar = textScalar({
  name: 'Date',
  description: 'A day of the calendar as ISO 8601 writes it: 2022-05-24.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  accepts: 'a day is written year-month-day, such as 2022-05-24, and must exist',
  parse,
});
