import type { NumberFormat } from './number-format.js';
import { serialDate, serialTime } from './serial-date.js';

/** A number longer than this has more digits than a spreadsheet shows. */
const DIGITS_SHOWN = 15;

/** Returns the text of a number in a cell: as the sheet shows it, but with all of its digits. */
export function numberCellText(value: string, { kind, digits }: NumberFormat, date1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  const shown = shownNumber(value);
  if (kind === 'date') return serialDate(number, date1904) ?? shown;
  if (kind === 'time') return serialTime(number, date1904) ?? shown;
  if (kind === 'percent') return `${shiftedByTwo(shown)}%`;
  if (kind === 'padded' && /^\d+$/.test(shown)) return shown.padStart(digits!, '0');
  return shown;
}

/** A sheet stores 17 digits, such as 23.680000000000003, and shows 15: 23.68. */
function shownNumber(text: string): string {
  const plain = text.trim().replace(/^(-?\d+)\.0+$/, '$1');
  if (/^-?\d+$/.test(plain) || plain.replace(/[-.]|e.*$/gi, '').length <= DIGITS_SHOWN) return plain;
  return String(Number(Number(plain).toPrecision(DIGITS_SHOWN)));
}

/** Multiplies a decimal number by 100 without rounding: 0.4538 becomes 45.38. */
export function shiftedByTwo(text: string): string {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match) return String(Number((Number(text) * 100).toPrecision(DIGITS_SHOWN)));
  const [, sign, whole = '', fraction = ''] = match;
  const digits = whole + fraction.padEnd(2, '0').slice(0, 2);
  const rest = fraction.slice(2).replace(/0+$/, '');
  return `${sign}${digits.replace(/^0+(?=\d)/, '')}${rest ? `.${rest}` : ''}`;
}
