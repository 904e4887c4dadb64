import { cellText } from '../mapping/cell-text.js';
import type { NumberSpec } from '../mapping/mapping.js';
import { isSentinel, numberText } from '../mapping/number-text.js';

/** What the first rows of a file hold in one of its columns. */
export interface Profile {
  name: string;
  at: number;
  /** Each text that is there, once. */
  texts: string[];
  /** How numbers are written, where most texts are numbers. */
  number?: NumberSpec;
  /** What stands among the numbers and is none, or stands for one that is unknown. */
  markers: string[];
}

const FORMS: NumberSpec[] = [
  {},
  { thousands: ',' },
  { decimal: ',' },
  { decimal: ',', thousands: '.' },
  { thousands: ' ' },
];
/** What publishers write where there is no number: n.d., s/d, NR, NA, ?, *, -. */
const KNOWN_MARKER = /^(n\.?\s?[adre]\.?|s\.?\s?d\.?|n\/[ade]|s\/d|[?*.–-]+)$/i;
/** More kinds of text than these among numbers, and the column is none of numbers. */
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

/** The form by which most of the texts are numbers: the plainest, where several are as good. */
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
