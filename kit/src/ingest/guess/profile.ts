import { cellText } from '../mapping/cell-text.js';
import type { NumberSpec } from '../mapping/mapping.js';
import { isSentinel, numberText } from '../mapping/number-text.js';

/** Summary of one column over the first rows of a file. */
export interface Profile {
  name: string;
  at: number;
  /** The distinct texts of the column. */
  texts: string[];
  /** The number format, if most texts are numbers. */
  number?: NumberSpec;
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
  const texts = [...new Set(rows.map((cells) => cellText(cells[at] ?? '') ?? ''))].filter((text) => text !== '');
  const number = formOf(texts);
  const isOff = (text: string) => {
    const canonical = numberText(text, number ?? {});
    return canonical === undefined ? !/\d/.test(text) : isSentinel(canonical);
  };
  return { name, at, texts, number, markers: number ? texts.filter(isOff) : [] };
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

export const isYear = ({ texts }: Profile) =>
  texts.length > 0 && texts.every((text) => /^(19|20)\d\d(\.0)?$/.test(text));
