import { fold } from '../../dataset/fold.js';
import type { RowFilter, UnfoldSpec } from '../mapping/mapping.js';
import type { Unfolding } from './guess-unfold.js';
import type { Profile } from './profile.js';
import type { TargetColumns } from './target-columns.js';
import { UNDECIDED } from './undecided.js';

/** Words in column names that identify the counts of a dataset. */
const WORDS: Record<string, RegExp> = {
  men: /^(h|hombres?|masculin[oa])$/,
  women: /^(m|mujer(es)?|femenin[oa])$/,
  total: /^(t|total|ambos)$/,
};

/** Columns whose names differ only in the year. */
interface Group {
  header: string;
  columns: { name: string; year: string }[];
}

/** Unfolds the columns of a file with one column per count and year, if the dataset has several counts. */
export function guessCounts(values: readonly Profile[], { year, counts }: TargetColumns): Unfolding | undefined {
  if (year === undefined) return undefined;
  const groups = byHeader(values);
  if (groups.length === 0) return undefined;
  const spec = groups.map((group): UnfoldSpec => ({ into: intoOf(group, groups, counts), ...columnsOf(group, year) }));
  return { spec, fills: [year, ...spec.map(({ into }) => into)], fillsPeriod: false };
}

/** Returns a column whose value depends on the year, with every year left undecided. */
export function undecidedYears(unfold: Unfolding, values: readonly Profile[], year: string) {
  const years = new Set(byHeader(values).flatMap(({ columns }) => columns.map((column) => column.year)));
  if (!unfold.fills.includes(year)) return undefined;
  return { from: { filled: year }, values: Object.fromEntries([...years].sort().map((each) => [each, UNDECIDED])) };
}

/** Returns a filter for rows without a value, if the first column group has empty cells. */
export function guessEmpty(unfold: Unfolding, values: readonly Profile[], rows: readonly (readonly string[])[]) {
  const [first] = [unfold.spec].flat();
  const empty = byHeader(values)[0]?.columns.some(({ name }) => {
    const at = values.find((each) => each.name === name)!.at;
    return rows.some((cells) => (cells[at] ?? '') === '');
  });
  return first && empty ? [{ filled: first.into, is: [''], why: 'No figure of that year.' } satisfies RowFilter] : [];
}

/** Returns the column groups, the group with most years first. */
function byHeader(values: readonly Profile[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { name } of values) {
    const year = /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(name)?.[0];
    if (year === undefined) continue;
    const header = name.replace(year, '$');
    const group = groups.get(header) ?? { header, columns: [] };
    group.columns.push({ name, year });
    groups.set(header, group);
  }
  return [...groups.values()].sort((one, other) => other.columns.length - one.columns.length);
}

function intoOf(group: Group, groups: readonly Group[], counts: readonly string[]): string {
  const words = fold(group.header.replaceAll('_', ' ')).split(' ');
  const named = counts.find((name) => words.some((word) => WORDS[name]?.test(word)));
  return named ?? (group === groups[0] && counts[0] !== undefined ? counts[0] : UNDECIDED);
}

function columnsOf({ header, columns }: Group, year: string): Pick<UnfoldSpec, 'pattern' | 'set' | 'columns'> {
  if (columns.length < 2)
    return { columns: Object.fromEntries(columns.map((column) => [column.name, { [year]: column.year }])) };
  const pattern = header.replace(/[.*+?^{}()|[\]\\]/g, '\\$&').replace('$', '(\\d{4})');
  return { pattern: `^${pattern}$`, set: { [year]: '$1' } };
}
