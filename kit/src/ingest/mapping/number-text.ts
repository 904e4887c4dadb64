import type { NumberSpec } from './mapping.js';

/** Numbers that programs write for an unknown value. */
const SENTINEL = /^-9{2,}$|^9{6,}$/;

/** Parses a number in a publisher's notation. Returns its canonical text, or undefined if it is not a number. */
export function numberText(text: string, { decimal = '.', thousands }: NumberSpec): string | undefined {
  const bare = text.replace(/^([-+]?)\s*(?:\$|MXN)\s*/i, '$1').replace(/\s*%$/, '');
  const negative = /^\(.*\)$/.test(bare);
  const body = negative ? bare.slice(1, -1) : bare;
  const pattern = patternOf(decimal, thousands);
  const match = pattern.exec(body);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction] = match;
  const digits =
    thousands === ' ' ? whole.replace(/[\s\u00a0]/g, '') : thousands ? whole.replaceAll(thousands, '') : whole;
  const minus = negative || sign === '-' ? '-' : '';
  return `${minus}${digits || '0'}${fraction ? `.${fraction}` : ''}${match[4] ?? ''}`;
}

const patterns = new Map<string, RegExp>();

function patternOf(decimal: string, thousands: string | undefined): RegExp {
  const key = `${decimal}${thousands ?? ''}`;
  let pattern = patterns.get(key);
  if (!pattern) {
    const mark = thousands === ' ' ? '[ \\u00a0]' : `\\${thousands}`;
    // Zero is never a group of thousands, so 0,623 is a decimal fraction.
    const whole = thousands ? `[1-9]\\d{0,2}(?:${mark}\\d{3})+|\\d*` : '\\d*';
    pattern = new RegExp(`^([-+]?)(?=[\\d\\${decimal}])(${whole})(?:\\${decimal}(\\d*))?([eE][-+]?\\d+)?$`);
    patterns.set(key, pattern);
  }
  return pattern;
}

/** Returns whether a text is a marker, compared as text and as a number: -999.0 equals -999. */
export function isMarker(text: string, markers: ReadonlySet<string>, numbers: ReadonlySet<number>): boolean {
  if (markers.has(text.toLowerCase())) return true;
  return numbers.size > 0 && text !== '' && numbers.has(Number(text));
}

export const isSentinel = (canonical: string) => SENTINEL.test(canonical.replace(/\.0*$/, ''));
