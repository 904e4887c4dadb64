import { fold } from '../../dataset/fold.js';
import type { UnfoldSpec } from '../mapping/mapping.js';
import type { Codes } from './guess-codes.js';
import type { Profile } from './profile.js';
import type { TargetColumns } from './target-columns.js';
import { UNDECIDED } from './undecided.js';

export interface Unfolding {
  spec: UnfoldSpec | UnfoldSpec[];
  /** The columns of the dataset that the unfolding fills besides the value. */
  fills: string[];
  fillsPeriod: boolean;
}

const MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
/** A year in a column name, with the text before and after it. */
const WITH_YEAR = /^(.*?)[\s_/.-]*((?:19|20)\d\d)(?:[\s_/.-]+(\D*))?$/;

/** Returns how to unfold several value columns: by year, by month, or by indicator. Undefined if there is only one. */
export function guessUnfold(
  values: Profile[],
  to: TargetColumns,
  year: Profile | undefined,
  codes: Codes,
): Unfolding | undefined {
  const named = values.map((profile) => ({ profile, set: settingsOf(profile, to, year, codes) }));
  if (named.every(({ set }) => set === undefined) && values.length < 2) return undefined;
  const columns: Record<string, Record<string, string>> = {};
  for (const { profile, set } of named)
    columns[profile.name] =
      set ?? (to.subject ? { [to.subject]: codes.ofColumn(to.subject, profile.name, profile) } : {});
  if (to.period) sameYear(columns, to.period);
  const fills = [...new Set(Object.values(columns).flatMap((set) => Object.keys(set)))];
  return { spec: { into: to.value!, columns }, fills, fillsPeriod: fills.includes(to.period ?? '') };
}

/**
 * Returns what a column name says besides the indicator: `pob_2010` the year 2010, `Enero` January of the row's year.
 */
function settingsOf(profile: Profile, { period, subject }: TargetColumns, year: Profile | undefined, codes: Codes) {
  if (!period) return undefined;
  const { name } = profile;
  const month = MONTHS.indexOf(fold(name));
  if (month >= 0) return { [period]: `${year ? `{${year.name}}` : '?'}-${String(month + 1).padStart(2, '0')}` };
  const match = WITH_YEAR.exec(name.trim());
  if (!match) return undefined;
  const said = [match[1]!.replace(/[\s/]+$/, ''), match[3]].filter(Boolean).join(' ');
  return {
    [period]: match[2]!,
    ...(subject && said && { [subject]: codes.ofColumn(subject, said, profile) }),
  };
}

/** Columns without a year get the year of the columns beside them, as in `IM_2020` and `POB_TOT`. */
function sameYear(columns: Record<string, Record<string, string>>, period: string): void {
  const sets = Object.values(columns);
  const years = new Set(sets.flatMap((set) => set[period] ?? []));
  if (years.size === 0) return;
  for (const set of sets) set[period] ??= years.size === 1 ? [...years][0]! : UNDECIDED;
}
