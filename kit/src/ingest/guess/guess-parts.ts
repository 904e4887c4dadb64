import { fold } from '../../dataset/fold.js';
import type { Mapping } from '../mapping/mapping.js';
import type { Profile } from './profile.js';

const SEX = /^(h|m|hombres?|mujeres|mujer|masculino|femenino)$/;
const BOTH = /^(total|ambos( sexos)?|todos)$/;

export interface Parts {
  /** The column that names the parts. */
  column?: string;
  told: Pick<Mapping, 'keep' | 'sum'>;
}

/** Handles files with one row per sex: keeps the total, or, if there is none, adds the rows up. */
export function guessParts(profiles: readonly Profile[], value: string | undefined): Parts {
  const sex = profiles.find(
    ({ texts }) => texts.length >= 2 && texts.every((text) => SEX.test(fold(text)) || BOTH.test(fold(text))),
  );
  if (!sex || value === undefined) return { told: {} };
  const column = sex.name;
  const total = sex.texts.find((text) => BOTH.test(fold(text)));
  if (total !== undefined) return { column, told: { keep: [{ column, is: [total], why: 'The total of the sexes.' }] } };
  return { column, told: { sum: { columns: [value], parts: { column, values: sex.texts } } } };
}

/** In INEGI's files by locality, locality 0000 is the municipality itself. */
export function guessLevel(profiles: readonly Profile[]): Pick<Mapping, 'keep'> {
  const locality = profiles.find(({ name, texts }) => fold(name) === 'loc' && texts.includes('0000'));
  return locality
    ? { keep: [{ column: locality.name, is: ['0000'], why: 'Localities; 0000 is the municipality.' }] }
    : {};
}
