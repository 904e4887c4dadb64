import { fold } from '../../dataset/fold.js';
import type { RowFilter, UnfoldSpec } from '../mapping/mapping.js';
import type { Unfolding } from './guess-unfold.js';
import type { Profile } from './profile.js';
import type { TargetColumns } from './target-columns.js';
import { UNDECIDED } from './undecided.js';

/** Words of headers for columns that datasets have; the first column that must be known is what most years have. */
const WORDS: Record<string, RegExp> = {
  men: /^(h|hombres?|masculin[oa])$/,
  women: /^(m|mujer(es)?|femenin[oa])$/,
  total: /^(t|total|ambos)$/,
};

/** Columns of one header but for the year in it. */
interface Group {
  header: string;
  columns: { name: string; year: string }[];
}

/** Where a dataset counts several things a year, and the file has a column for each of them and year. */
export function guessCounts(values: readonly Profile[], { year, counts }: TargetColumns): Unfolding | undefined {
  if (year === undefined) return undefined;
  const groups = byHeader(values);
  if (groups.length === 0) return undefined;
  const spec = groups.map((group): UnfoldSpec => ({ into: intoOf(group, groups, counts), ...columnsOf(group, year) }));
  return { spec, tells: [year, ...spec.map(({ into }) => into)], tellsPeriod: false };
}

/** What the years of the file are in a column that the years tell: only its reader knows. */
export function undecidedYears(unfold: Unfolding, values: readonly Profile[], year: string) {
  const years = new Set(byHeader(values).flatMap(({ columns }) => columns.map((column) => column.year)));
  if (!unfold.tells.includes(year)) return undefined;
  return { from: { filled: year }, values: Object.fromEntries([...years].sort().map((each) => [each, UNDECIDED])) };
}

/** Rows that a file has no figure of, in years in which the place was none yet. */
export function guessEmpty(unfold: Unfolding, values: readonly Profile[], rows: readonly (readonly string[])[]) {
  const [first] = [unfold.spec].flat();
  const empty = byHeader(values)[0]?.columns.some(({ name }) => {
    const at = values.find((each) => each.name === name)!.at;
    return rows.some((cells) => (cells[at] ?? '') === '');
  });
  return first && empty ? [{ filled: first.into, is: [''], why: 'No figure of that year.' } satisfies RowFilter] : [];
}

/** The groups, that of most years first. */
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
