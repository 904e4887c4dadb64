import type { ColumnSpec } from '../mapping/mapping.js';
import type { Profile } from './profile.js';
import type { TargetColumns } from './target-columns.js';

/** More than these letters, and a text is none to tell rows apart by. */
const LONGEST = 120;

/** An identifier where the file has none: of the shortest text that tells its rows apart. */
export function guessIdentifier(left: readonly Profile[], rows: number): ColumnSpec | undefined {
  const apart = left
    .filter(({ texts, number }) => !number && texts.length === rows && longest(texts) <= LONGEST)
    .toSorted((one, other) => longest(one.texts) - longest(other.texts))[0];
  return apart && { from: apart.name, slug: true };
}

const longest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));

/** A place among others, where the file does not number its rows. */
export function guessPosition(name: string, { all, position }: TargetColumns): ColumnSpec | undefined {
  const others = all.filter(({ name: other, column }) => column.key && other !== name).map((other) => other.name);
  return name === position && others.length > 0 ? { count: others } : undefined;
}
