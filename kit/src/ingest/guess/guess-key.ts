import type { ColumnSpec } from '../mapping/mapping.js';
import type { Profile } from './profile.js';
import type { TargetColumns } from './target-columns.js';

/** Maximum length of a text that serves as an identifier. */
const LONGEST = 120;

/** Proposes an identifier built from the shortest text that is unique in every row. */
export function guessIdentifier(left: readonly Profile[], rows: number): ColumnSpec | undefined {
  const apart = left
    .filter(({ texts, number }) => !number && texts.length === rows && longest(texts) <= LONGEST)
    .toSorted((one, other) => longest(one.texts) - longest(other.texts))[0];
  return apart && { from: apart.name, slug: true };
}

const longest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));

/** Proposes a row number, if the file does not number its rows. */
export function guessPosition(name: string, { all, position }: TargetColumns): ColumnSpec | undefined {
  const others = all.filter(({ name: other, column }) => column.key && other !== name).map((other) => other.name);
  return name === position && others.length > 0 ? { count: others } : undefined;
}
