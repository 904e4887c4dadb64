import type { NumberSpec } from './mapping.js';

/** Numbers that programs write for an unknown value. */
const SENTINEL = /^-9{2,}$|^9{6,}$/;
const CANONICAL = /^-?\d+(?:\.\d+)?$/;
/** A space between thousands may be any of the no-break and narrow spaces of Unicode. */
const SPACE = '[ \\u00a0\\u2007\\u2009\\u202f]';
const MINUS = '\u2212';
const CURRENCY = ['$', 'MXN'];

/** Parses a number in a publisher's notation. Returns its canonical text, or undefined if it is not a number. */
export function numberText(text: string, spec: NumberSpec): string | undefined {
  const { decimal = '.', thousands } = spec;
  if (decimal === '.' && thousands !== '.' && CANONICAL.test(text)) return text;
  const { sign, body } = signOf(withoutSigns(text, spec), spec);
  const match = patternOf(decimal, thousands).exec(withoutSigns(body, spec));
  if (!match) return undefined;
  const [, inner = '', whole = '', fraction, exponent = ''] = match;
  if (sign === '-' && inner !== '') return undefined;
  const digits = thousands === undefined ? whole : whole.replace(/\D/gu, '');
  return `${sign === '-' || inner === '-' ? '-' : ''}${digits || '0'}${fraction ? `.${fraction}` : ''}${exponent}`;
}

/** Removes signs of currency and per cent at the ends of a text. */
function withoutSigns(text: string, { currency = [] }: NumberSpec): string {
  let bare = text.replaceAll(MINUS, '-').trim();
  if (bare.endsWith('%')) bare = bare.slice(0, -1).trimEnd();
  for (const sign of [...currency, ...CURRENCY]) {
    const lower = bare.toLowerCase();
    if (lower.startsWith(sign.toLowerCase())) return bare.slice(sign.length).trimStart();
    if (lower.endsWith(sign.toLowerCase())) return bare.slice(0, -sign.length).trimEnd();
  }
  return bare;
}

/** Takes a minus sign off: `-5`, `(5)` as accountants write it, or, by the mapping, `5-` or another sign. */
function signOf(text: string, { minus = [], trailingMinus }: NumberSpec): { sign: '' | '-'; body: string } {
  if (text.startsWith('(') && text.endsWith(')')) return { sign: '-', body: text.slice(1, -1).trim() };
  const leading = ['-', ...minus].find((sign) => text.startsWith(sign));
  if (leading !== undefined) return { sign: '-', body: text.slice(leading.length).trimStart() };
  const trailing = trailingMinus && ['-', ...minus].find((sign) => text.endsWith(sign));
  return trailing ? { sign: '-', body: text.slice(0, -trailing.length).trimEnd() } : { sign: '', body: text };
}

const patterns = new Map<string, RegExp>();

function patternOf(decimal: string, thousands: string | undefined): RegExp {
  const key = `${decimal}${thousands ?? ''}`;
  let pattern = patterns.get(key);
  if (!pattern) {
    const mark = thousands === ' ' ? SPACE : `\\${thousands}`;
    // Zero is never a group of thousands, so 0,623 is a decimal fraction.
    const whole = thousands ? `[1-9]\\d{0,2}(?:${mark}\\d{3})+|\\d*` : '\\d*';
    pattern = new RegExp(`^([-+]?)(?=[\\d\\${decimal}])(${whole})(?:\\${decimal}(\\d*))?([eE][-+]?\\d+)?$`);
    patterns.set(key, pattern);
  }
  return pattern;
}

/** Returns whether a text is equal to one of these numbers: -999.0 equals -999. */
export const isNumberIn = (text: string, numbers: ReadonlySet<number>): boolean =>
  numbers.size > 0 && isDecimal(text) && numbers.has(Number(text));

export const isDecimal = (text: string) => /^[-+]?\d+(\.\d*)?$/.test(text);

export const isSentinel = (canonical: string) => SENTINEL.test(canonical.replace(/\.0*$/, ''));
