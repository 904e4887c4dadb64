// JSON in which numbers keep the value that their text has. JSON.parse rounds 9007199254740993 to 9007199254740992.
import { isRecord } from './record.js';

declare global {
  interface JSON {
    // ECMAScript's "JSON.parse source text access", in Node since version 21.
    rawJSON(text: string): object;
  }
}

/** A number with a fraction or an exponent whose value no double has. An integer is a bigint instead. */
export class ExactDecimal {
  constructor(readonly text: string) {}

  toJSON(): object {
    return JSON.rawJSON(this.text);
  }
}

/**
 * Parses JSON like JSON.parse, except that a number becomes a bigint or an ExactDecimal if no double has its value.
 * JSON.parse with a reviver takes six times as long, so it is only used if the text has such a number.
 * @throws SyntaxError
 */
export function parseExact(text: string): unknown {
  if (!hasInexactNumber(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined ? exactNumber(value, context.source) : value,
  );
}

function exactNumber(value: number, source: string): unknown {
  if (!isInexact(source)) return value;
  return integer.test(source) && source.length <= maxBigintLength ? BigInt(source) : new ExactDecimal(source);
}

const integer = /^-?\d+$/;
/** A longer integer is kept as text: to convert it takes more than linear time. */
const maxBigintLength = 400;

/** A double has the value of every number of up to 15 digits. Written out, since V8 runs [\d.]{16} ten times slower. */
const longNumber = /[\d.][\d.][\d.][\d.][\d.][\d.][\d.][\d.][\d.][\d.][\d.][\d.][\d.][\d.][\d.][\d.]/g;

function hasInexactNumber(text: string): boolean {
  longNumber.lastIndex = 0;
  for (let match = longNumber.exec(text); match; match = longNumber.exec(text)) {
    let start = match.index;
    while (isInNumber(text.charCodeAt(start - 1))) start--;
    let end = longNumber.lastIndex;
    while (isInNumber(text.charCodeAt(end))) end++;
    // A string of digits has a quote before it.
    if (text.charCodeAt(start - 1) !== QUOTE && isInexact(text.slice(start, end))) return true;
    longNumber.lastIndex = end;
  }
  return false;
}

const QUOTE = 0x22;

/** Whether a character may be part of a number: 0-9 + - . e E */
function isInNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e || (code | 0x20) === 0x65;
}

/** Whether no double has the value of a number's text. 1e400 is not inexact but infinite. */
function isInexact(source: string): boolean {
  const value = Number(source);
  if (!Number.isFinite(value)) return integer.test(source);
  const text = String(value);
  return text !== source && normalized(text) !== normalized(source);
}

/** The digits and the exponent of a number, so that `1.50` and `15e-1` are equal. */
function normalized(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`;
  let start = 0;
  while (digits[start] === '0') start++;
  let end = digits.length;
  while (end > start && digits[end - 1] === '0') end--;
  if (start === end) return '0';
  return `${digits.slice(start, end)}e${BigInt(exponent) + BigInt(digits.length - end - fraction.length)}`;
}

/** Returns JSON text, like JSON.stringify, for a value that may have numbers of `parseExact`. */
export function stringifyExact(value: unknown): string {
  // Most values have no bigint, for which JSON.stringify throws.
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(value, (_key, each: unknown) =>
      typeof each === 'bigint' ? JSON.rawJSON(String(each)) : each,
    );
  }
}

/** Whether a value, or one inside of it, is a number that JSON cannot write: JSON.parse reads 1e400 as Infinity. */
export function hasInfinity(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasInfinity);
}

/** Returns the value with plain numbers in place of those of `parseExact`, rounded. */
export function rounded(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof ExactDecimal) return Number(value.text);
  if (Array.isArray(value)) return value.map(rounded);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)])) : value;
}

/** Returns the value as JSON.stringify writes it exactly: a bigint is wrapped, at any depth. */
export function writable(value: unknown): unknown {
  if (typeof value === 'bigint') return JSON.rawJSON(String(value));
  if (typeof value !== 'object' || value === null || value instanceof ExactDecimal || !hasBigint(value)) return value;
  if (Array.isArray(value)) return value.map(writable);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, writable(each)]));
}

function hasBigint(value: unknown): boolean {
  if (typeof value === 'bigint') return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasBigint);
}
