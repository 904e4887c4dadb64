const DAY_MS = 86_400_000;
/** Day 0 of the 1900 date system for days after 29 February 1900, which never was and which Excel counts as day 60. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The serial of 31 December 9999, the last day that a sheet shows. */
const LAST_DAY = 2_958_465;
const LEAP_DAY = 60;
/** The days between the two date systems. */
const BETWEEN = 1_462;

/** Returns the ISO 8601 form of a date serial, with the time if it has one. Undefined if no sheet shows it as a date. */
export function serialDate(serial: number, date1904 = false): string | undefined {
  const last = LAST_DAY - (date1904 ? BETWEEN : 0);
  if (serial < 0 || serial >= last + 1) return undefined;
  const days = Math.floor(serial);
  const time = timeOf(serial - days);
  if (time === undefined) return serialDate(days + 1, date1904);
  if (!date1904 && days === LEAP_DAY) return withTime('1900-02-29', time);
  if (!date1904 && days === 0) return time === '00:00:00' ? '1900-01-00' : time;
  const offset = date1904 ? EPOCH_1904 : EPOCH_1900 + (days < LEAP_DAY ? DAY_MS : 0);
  return withTime(new Date(offset + days * DAY_MS).toISOString().slice(0, 10), time);
}

/** Returns the time of a serial below 1, the date and time of a larger one. Undefined if no sheet shows it. */
export function serialTime(serial: number, date1904 = false): string | undefined {
  return serial >= 0 && serial < 1 ? (timeOf(serial) ?? '24:00:00') : serialDate(serial, date1904);
}

const withTime = (date: string, time: string) => (time === '00:00:00' ? date : `${date}T${time}`);

/** Returns the time of a fraction of a day, to the millisecond. Undefined if it rounds to the next day. */
function timeOf(fraction: number): string | undefined {
  const ms = Math.round(fraction * DAY_MS);
  return ms === DAY_MS
    ? undefined
    : new Date(ms)
        .toISOString()
        .slice(11, 23)
        .replace(/\.000$/, '');
}
