import { fold } from '../../dataset/fold.js';
import { cellText } from '../mapping/cell-text.js';
import type { Mapping, RowFilter } from '../mapping/mapping.js';
import type { Profile } from './profile.js';
import { UNDECIDED } from './undecided.js';

type Rows = readonly (readonly string[])[];

const SEX = /^(h|m|hombres?|mujeres|mujer|masculino|femenino)$/;
const BOTH = /^(total|ambos( sexos)?|todos)$/;

export interface Parts {
  /** The column that names the parts. */
  column?: string;
  rules: Pick<Mapping, 'keep' | 'sum'>;
}

/** Handles files with one row per sex: keeps the total, or, if there is none, adds the rows up. */
export function guessParts(profiles: readonly Profile[], value: string | undefined, rows: Rows): Parts {
  const sex = profiles.find(
    ({ texts, filled }) =>
      filled === rows.length &&
      texts.length >= 2 &&
      texts.every((text) => SEX.test(fold(text)) || BOTH.test(fold(text))),
  );
  if (!sex || value === undefined) return { rules: {} };
  const column = sex.name;
  const total = sex.texts.find((text) => BOTH.test(fold(text)));
  if (total !== undefined) return { column, rules: { keep: [keepOf(sex, total, 'the total of the sexes', rows)] } };
  return { column, rules: { sum: { columns: [value], parts: { column, values: sex.texts } } } };
}

/** In INEGI's files by locality, locality 0000 is the municipality itself. */
export function guessLevel(profiles: readonly Profile[], rows: Rows): Pick<Mapping, 'keep'> {
  const locality = profiles.find(({ name, texts }) => fold(name) === 'loc' && texts.includes('0000'));
  return locality
    ? { keep: [keepOf(locality, '0000', 'the municipality itself, the others are localities', rows)] }
    : {};
}

/** Returns a filter that keeps the rows of one text. If it would drop most rows, the publisher decides. */
function keepOf({ name, at, texts }: Profile, text: string, meaning: string, rows: Rows): RowFilter {
  const kept = rows.filter((cells) => cellText(cells[at] ?? '') === text).length;
  if (kept >= rows.length / 2) return { column: name, is: [text], why: `${text}: ${meaning}.` };
  const others = texts.slice(0, 5).join(', ');
  return { column: name, is: [UNDECIDED], why: `${text} is ${meaning}; the column has ${others}.` };
}
