const DAY_MS = 86_400_000;
/** Day 0 of a sheet, so that its day 60, a 29 February 1900 that never was, leaves the later days right. */
const EPOCH = Date.UTC(1899, 11, 30);

/** Whether a number format of a sheet shows dates: one of those built in, or one with day, month or year in it. */
export function isDateFormat(id: number, code = ''): boolean {
  if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47)) return true;
  return /[dmy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')) && !/general/i.test(code);
}

/** A day as a sheet counts it, as ISO 8601 writes it; with its time where it has one. */
export function serialDate(serial: number): string {
  const text = new Date(EPOCH + Math.round(serial * DAY_MS)).toISOString();
  return Number.isInteger(serial) ? text.slice(0, 10) : text.slice(0, 19);
}
