import { fold } from '../../dataset/fold.js';
import type { ColumnSpec, Mapping, PlaceSpec, RowFilter, TextSpec } from '../mapping/mapping.js';
import type { Target } from '../mapping/target.js';
import type { Codes } from './guess-codes.js';
import { guessCounts, guessEmpty, undecidedYears } from './guess-counts.js';
import { guessIdentifier, guessPosition } from './guess-key.js';
import { guessLevel, guessParts } from './guess-parts.js';
import { guessPlace, isNoPlace } from './guess-place.js';
import { guessSubject } from './guess-subject.js';
import { guessUnfold, type Unfolding } from './guess-unfold.js';
import { isYear, type Profile } from './profile.js';
import { type TargetColumns, targetColumns, valuesOf } from './target-columns.js';
import { UNDECIDED } from './undecided.js';

type Rows = readonly (readonly string[])[];

/** Proposes a mapping from the profiles of the columns of a file. */
export function propose(profiles: Profile[], rows: Rows, target: Target, codes: Codes): Mapping {
  const to = targetColumns(target);
  const columns: Record<string, ColumnSpec> = {};
  const place = to.place ? guessPlace(profiles, rows, target.gazetteers[to.place]!) : undefined;
  if (to.place && place) columns[to.place] = { place };
  for (const [name, profile] of sameNames(profiles, to)) columns[name] ??= profile.name;
  const used = new Set([...[place?.code ?? [], place?.name ?? [], place?.state ?? []].flat(2), ...namesIn(columns)]);
  const left = profiles.filter(({ name }) => !used.has(name));
  const year = left.find(isYear);
  const month = left.find(({ name, texts }) => fold(name) === 'mes' && texts.every((text) => /^\d\d?$/.test(text)));
  const values = left.filter((each) => each.number && each !== year && each !== month && !isCode(each));
  const unfold = unfoldingOf(values, columns, to, year, codes);
  if (to.value) columns[to.value] ??= valueSpec(values, to, unfold ? undefined : values[0]);
  if (to.period && year && !unfold?.fillsPeriod) columns[to.period] ??= periodSpec(year, month);
  if (to.year && year && !unfold) columns[to.year] ??= year.name;
  if (to.identifier) columns[to.identifier] ??= guessIdentifier(left, rows.length) ?? { constant: UNDECIDED };
  const parts = guessParts(left, to.value, rows);
  const kinds = left.filter(({ name }) => name !== parts.column);
  const kind = guessSubject(columns, { left: kinds, values, unfold }, to, codes);
  fillRequired(columns, unfold, values, to);
  const skip = [
    ...(typeof place?.name === 'string' ? guessSkip(profiles, place.name) : []),
    ...(unfold && !to.value ? guessEmpty(unfold, values, rows) : []),
  ];
  const notAvailable = [...new Set(values.flatMap(({ markers }) => markers))];
  const partsOfOne = kind && repeats(rows, [...placeColumns(profiles, place), year, kind]);
  return {
    columns,
    ...(unfold && { unfold: unfold.spec }),
    ...guessLevel(profiles, rows),
    ...(to.value && partsOfOne && { sum: { columns: [to.value] } }),
    ...parts.rules,
    ...(skip.length > 0 && { skip }),
    ...(notAvailable.length > 0 && { notAvailable }),
  };
}

function unfoldingOf(
  values: Profile[],
  columns: Record<string, ColumnSpec>,
  to: TargetColumns,
  year: Profile | undefined,
  codes: Codes,
): Unfolding | undefined {
  if (!to.value) return guessCounts(values, to);
  return columns[to.value] ? undefined : guessUnfold(values, to, year, codes);
}

/** Names of numeric columns that are codes or coordinates, not values. */
const COUNTS_NOTHING = /^(.*cve.*|clave|id|cod|codigo|code|loc|altitud|latitud|longitud|lat|lon)$/;

const isCode = ({ name }: Profile) =>
  fold(name)
    .split(' ')
    .some((word) => COUNTS_NOTHING.test(word));

/** Returns the columns of the file that have the same name as a column of the dataset. */
function sameNames(profiles: Profile[], { all }: TargetColumns): [string, Profile][] {
  return all.flatMap(({ name }): [string, Profile][] => {
    const same = profiles.find((profile) => fold(profile.name) === fold(name));
    return same ? [[name, same]] : [];
  });
}

const namesIn = (columns: Record<string, ColumnSpec>) =>
  Object.values(columns).filter((spec) => typeof spec === 'string');

function valueSpec(values: Profile[], { raw, status }: TargetColumns, from: Profile | undefined): TextSpec {
  const ambiguous = values.some((each) => each.ambiguous);
  const number = ambiguous
    ? UNDECIDED
    : values.find((each) => each.number && Object.keys(each.number).length > 0)?.number;
  return {
    ...(from && { from: from.name }),
    ...(number && { number }),
    ...(raw && { raw }),
    ...(status && { ifNotAvailable: { [status.name]: status.unknown } }),
  };
}

function periodSpec(year: Profile, month: Profile | undefined): ColumnSpec {
  if (month) return { from: [year.name, month.name], pad: [4, 2], join: '-' };
  return year.texts.some((text) => text.endsWith('.0')) ? { from: year.name, pad: [4] } : year.name;
}

/** Returns whether several rows share place, time and category: they are parts of one value. */
function repeats(rows: Rows, columns: readonly (Profile | undefined)[]): boolean {
  const places = columns.flatMap((column) => (column ? [column.at] : []));
  const keys = rows.map((cells) => places.map((at) => cells[at]).join('\n'));
  return new Set(keys).size < keys.length;
}

const placeColumns = (profiles: readonly Profile[], place: PlaceSpec['place'] | undefined) => {
  const names = [place?.code ?? [], place?.name ?? []].flat();
  return profiles.filter(({ name }) => names.includes(name));
};

function fillRequired(
  columns: Record<string, ColumnSpec>,
  unfold: Unfolding | undefined,
  values: Profile[],
  to: TargetColumns,
): void {
  const named = new Set([...Object.keys(columns), ...(unfold?.fills ?? [])]);
  for (const { name, column } of to.all)
    if (!named.has(name) && !column.nullable && !column.list) {
      const byYear = unfold && to.year && valuesOf(column.type).length > 1 && undecidedYears(unfold, values, to.year);
      columns[name] = byYear ||
        guessPosition(name, to) || { constant: constantOf(column.type, name === to.status?.name) };
    }
}

function constantOf(type: Parameters<typeof valuesOf>[0], isStatus: boolean): string {
  if (type === Boolean) return 'false';
  return (isStatus ? valuesOf(type)[0] : undefined) ?? UNDECIDED;
}

function guessSkip(profiles: Profile[], column: string): RowFilter[] {
  const texts = profiles.find(({ name }) => name === column)?.texts ?? [];
  const is = texts.filter(isNoPlace);
  return is.length > 0 ? [{ column, is, why: 'No municipality.' }] : [];
}
