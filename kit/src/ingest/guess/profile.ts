import { cellText } from '../mapping/cell-text.js';
import type { NumberSpec } from '../mapping/mapping.js';
import { isSentinel, numberText } from '../mapping/number-text.js';

/** Summary of one column over the first rows of a file. */
export interface Profile {
  name: string;
  at: number;
  /** The distinct texts of the column. */
  texts: string[];
  /** The number of rows with a text. */
  filled: number;
  /** The number format, if most texts are numbers. */
  number?: NumberSpec;
  /** Whether a mark before three digits may separate thousands or decimals. */
  ambiguous: boolean;
  /** Texts among the numbers that mean an unknown value. */
  markers: string[];
}

const FORMS: NumberSpec[] = [
  {},
  { thousands: ',' },
  { decimal: ',' },
  { decimal: ',', thousands: '.' },
  { thousands: ' ' },
];
/** Markers of unknown values in use by publishers, such as n.d., s/d, NR, NA, ?, * and -. */
const KNOWN_MARKER = /^(n\.?\s?[adre]\.?|s\.?\s?d\.?|n\/[ade]|s\/d|[?*.–-]+)$/i;
/** With more distinct texts than this that are not numbers, the column is not numeric. */
const MOST_MARKERS = 10;

export function profileOf(name: string, at: number, rows: readonly (readonly string[])[]): Profile {
  const all = rows.map((cells) => cellText(cells[at] ?? '') ?? '').filter((text) => text !== '');
  const texts = [...new Set(all)];
  const number = formOf(texts);
  const isOff = (text: string) => {
    const canonical = numberText(text, number ?? {});
    return canonical === undefined ? !/\d/.test(text) : isSentinel(canonical);
  };
  const ambiguous = number !== undefined && isAmbiguous(texts);
  return { name, at, texts, filled: all.length, number, ambiguous, markers: number ? texts.filter(isOff) : [] };
}

/** Returns the number format that fits most texts, the simplest of them if several fit equally well. */
function formOf(texts: string[]): NumberSpec | undefined {
  const counted = FORMS.map((form) => ({
    form,
    count: texts.filter((text) => numberText(text, form) !== undefined).length,
  }));
  const best = counted.reduce((one, other) => (other.count > one.count ? other : one));
  const others = texts.filter((text) => numberText(text, best.form) === undefined && !KNOWN_MARKER.test(text)).length;
  return best.count > others && others <= MOST_MARKERS ? best.form : undefined;
}

/** A mark before exactly three digits, as in 40,501 or 705.193. */
const THREE_DIGITS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

/** Returns whether all numbers with a mark have it before three digits, and none shows what the mark means. */
function isAmbiguous(texts: readonly string[]): boolean {
  const marked = texts.filter((text) => /\d[.,]\d/.test(text));
  // A number of four digits without a mark shows that thousands are not separated.
  const plain = texts.some((text) => /^-?\d{4,}$/.test(text));
  return marked.length > 0 && !plain && marked.every((text) => THREE_DIGITS.test(text));
}

export const isYear = ({ texts }: Profile) =>
  texts.length > 0 && texts.every((text) => /^(19|20)\d\d(\.0)?$/.test(text));
