import { fold } from '../../dataset/fold.js';
import type { UnfoldSpec } from '../mapping/mapping.js';
import type { Codes } from './guess-codes.js';
import type { Profile } from './profile.js';
import type { TargetColumns } from './target-columns.js';
import { UNDECIDED } from './undecided.js';

export interface Unfolding {
  spec: UnfoldSpec | UnfoldSpec[];
  /** Columns of the dataset that it fills besides the value. */
  tells: string[];
  tellsPeriod: boolean;
}

const MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
/** What a header says before and after a year. */
const WITH_YEAR = /^(.*?)[\s_/.-]*((?:19|20)\d\d)(?:[\s_/.-]+(\D*))?$/;

/** Whether several columns are values of one row each: by year, by month, or by what is counted. */
export function guessUnfold(
  values: Profile[],
  to: TargetColumns,
  year: Profile | undefined,
  codes: Codes,
): Unfolding | undefined {
  const told = values.map((profile) => ({ profile, set: tell(profile, to, year, codes) }));
  if (told.every(({ set }) => set === undefined) && values.length < 2) return undefined;
  const columns: Record<string, Record<string, string>> = {};
  for (const { profile, set } of told)
    columns[profile.name] = set ?? (to.subject ? { [to.subject]: codes.of(to.subject, profile.name) } : {});
  if (to.period) sameYear(columns, to.period);
  const tells = [...new Set(Object.values(columns).flatMap((set) => Object.keys(set)))];
  return { spec: { into: to.value!, columns }, tells, tellsPeriod: tells.includes(to.period ?? '') };
}

/** What a header says besides its subject: `pob_2010` the year, `Enero` the month of the year that the row tells. */
function tell({ name }: Profile, { period, subject }: TargetColumns, year: Profile | undefined, codes: Codes) {
  if (!period) return undefined;
  const month = MONTHS.indexOf(fold(name));
  if (month >= 0) return { [period]: `${year ? `{${year.name}}` : '?'}-${String(month + 1).padStart(2, '0')}` };
  const match = WITH_YEAR.exec(name.trim());
  if (!match) return undefined;
  const said = [match[1]!.replace(/[\s/]+$/, ''), match[3]].filter(Boolean).join(' ');
  return {
    [period]: match[2]!,
    ...(subject && said && { [subject]: codes.of(subject, said) }),
  };
}

/** Where some columns tell a year, those beside them are of it, too: `IM_2020` and `POB_TOT`. */
function sameYear(columns: Record<string, Record<string, string>>, period: string): void {
  const sets = Object.values(columns);
  const years = new Set(sets.flatMap((set) => set[period] ?? []));
  if (years.size === 0) return;
  for (const set of sets) set[period] ??= years.size === 1 ? [...years][0]! : UNDECIDED;
}
