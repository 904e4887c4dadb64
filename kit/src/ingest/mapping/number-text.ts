import type { NumberSpec } from './mapping.js';

/** Numbers of a kind that programs write where there is none. */
const SENTINEL = /^-9{2,}$|^9{6,}$/;

/** A number as publishers write it, as a canonical text; undefined where it is none by these marks. */
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
    // Nobody groups 0,623: it is a number with a decimal mark.
    const whole = thousands ? `[1-9]\\d{0,2}(?:${mark}\\d{3})+|\\d*` : '\\d*';
    pattern = new RegExp(`^([-+]?)(?=[\\d\\${decimal}])(${whole})(?:\\${decimal}(\\d*))?([eE][-+]?\\d+)?$`);
    patterns.set(key, pattern);
  }
  return pattern;
}

/** Whether a text is the number that a marker is, however either is written: -999.0 is -999. */
export function isMarker(text: string, markers: ReadonlySet<string>, numbers: ReadonlySet<number>): boolean {
  if (markers.has(text.toLowerCase())) return true;
  return numbers.size > 0 && text !== '' && numbers.has(Number(text));
}

export const isSentinel = (canonical: string) => SENTINEL.test(canonical.replace(/\.0*$/, ''));
