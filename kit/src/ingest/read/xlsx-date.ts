const DAY_MS = 86_400_000;
/** Day 0 of the 1900 date system. Excel counts 29 February 1900, which never was, as day 60. */
const EPOCH = Date.UTC(1899, 11, 30);

/** Returns whether a number format shows dates: a built-in one, or one with day, month or year. */
export function isDateFormat(id: number, code = ''): boolean {
  if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47)) return true;
  return /[dmy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')) && !/general/i.test(code);
}

/** Returns the ISO 8601 form of a date serial, with the time if it has one. */
export function serialDate(serial: number): string {
  const text = new Date(EPOCH + Math.round(serial * DAY_MS)).toISOString();
  return Number.isInteger(serial) ? text.slice(0, 10) : text.slice(0, 19);
}
