import { fold } from '../gazetteer.js';
import { findTable } from '../layout.js';
import type { ColumnSpec, Mapping, RowFilter, TextSpec } from '../mapping/mapping.js';
import type { Target } from '../mapping/target.js';
import { readRows } from '../read/rows.js';
import type { SourceRow } from '../read/source-row.js';
import { guessPlace, isNoPlace } from './guess-place.js';
import { guessUnfold } from './guess-unfold.js';
import { isYear, type Profile, profileOf } from './profile.js';
import { type TargetColumns, targetColumns, valuesOf } from './target-columns.js';

const nothing = () => undefined;
const WATCH_NOTHING = {
  foreign: nothing,
  late: nothing,
  absent: nothing,
  bad: nothing,
  otherSheets: nothing,
  bytes: nothing,
  needed: [],
};
/** Rows that a guess is made from. */
const LOOKED_AT = 2_000;
/** What stands in a proposed mapping where only its reader knows. */
export const TO_SAY = '?';

/**
 * Proposes a mapping for a file from its header and first rows. What it cannot know is `"?"`.
 * @throws UnreadableFile
 */
export async function guessMapping(path: string, target: Target): Promise<Mapping> {
  const batches = readRows(path, {}, WATCH_NOTHING);
  const first: SourceRow[] = [];
  for await (const batch of batches) {
    for (const row of batch) first.push(row);
    if (first.length >= LOOKED_AT) break;
  }
  const header = first[headerIndex(first)];
  const layout = { wanted: [], same: () => false, header: header?.line };
  const table = await findTable(only(first.slice(0, LOOKED_AT)), layout, () => undefined);
  if (!table) return { columns: {} };
  const rows: string[][] = [];
  for await (const batch of table.rows) for (const { cells } of batch) rows.push(cells);
  const profiles = table.header.cells.map((name, at) => profileOf(name, at, rows)).filter(({ name }) => name !== '');
  return propose(profiles, rows, target);
}

async function* only(rows: SourceRow[]): AsyncGenerator<SourceRow[]> {
  yield rows;
}

/** The first row in which as many columns are named as in any of the first, by texts that are no numbers. */
function headerIndex(rows: SourceRow[]): number {
  const named = rows
    .slice(0, 50)
    .map(({ cells }) => new Set(cells.filter((cell) => /[\p{L}]|^(19|20)\d\d$/u.test(cell))).size);
  return Math.max(0, named.indexOf(Math.max(...named)));
}

function propose(profiles: Profile[], rows: string[][], target: Target): Mapping {
  const to = targetColumns(target);
  const columns: Record<string, ColumnSpec> = {};
  const place = to.place ? guessPlace(profiles, rows, target.gazetteers[to.place]!) : undefined;
  if (to.place && place) columns[to.place] = { place };
  for (const [name, profile] of sameNames(profiles, to)) columns[name] ??= profile.name;
  const used = new Set([
    ...[place ? [place.code ?? [], place.name ?? [], place.state ?? []] : []].flat(2),
    ...namesIn(columns),
  ]);
  const left = profiles.filter(({ name }) => !used.has(name));
  const year = left.find(isYear);
  const month = left.find(({ name, texts }) => fold(name) === 'mes' && texts.every((text) => /^\d\d?$/.test(text)));
  if (to.period && year)
    columns[to.period] ??= month ? { from: [year.name, month.name], pad: [4, 2], join: '-' } : year.name;
  const values = left.filter((each) => each.number && each !== year && each !== month && !isCode(each));
  const unfold = to.value ? guessUnfold(values, to, year) : undefined;
  if (to.value && !columns[to.value]) columns[to.value] = valueSpec(values, to, unfold ? undefined : values[0]);
  if (unfold && to.period && year && unfold.tellsPeriod) delete columns[to.period];
  const told = new Set([...Object.keys(columns), ...(unfold?.tells ?? [])]);
  for (const { name, column } of to.all)
    if (!told.has(name) && !column.nullable && !column.list) columns[name] = { constant: constantOf(column.type) };
  const skip = place?.name ? guessSkip(profiles, place.name) : [];
  const notAvailable = [...new Set(values.flatMap(({ markers }) => markers))];
  return {
    columns,
    ...(unfold && { unfold: unfold.spec }),
    ...(skip.length > 0 && { skip }),
    ...(notAvailable.length > 0 && { notAvailable }),
  };
}

const isCode = ({ name }: Profile) => /^(cve|clave|id|cod)\b|_id$|cve/.test(fold(name));

/** Columns of the file that are called as those of the dataset. */
function sameNames(profiles: Profile[], { all }: TargetColumns): [string, Profile][] {
  return all.flatMap(({ name }): [string, Profile][] => {
    const same = profiles.find((profile) => fold(profile.name) === fold(name));
    return same ? [[name, same]] : [];
  });
}

const namesIn = (columns: Record<string, ColumnSpec>) =>
  Object.values(columns).filter((spec) => typeof spec === 'string');

function valueSpec(values: Profile[], { raw, status }: TargetColumns, from: Profile | undefined): TextSpec {
  const number = values.find((each) => each.number && Object.keys(each.number).length > 0)?.number;
  return {
    ...(from && { from: from.name }),
    ...(number && { number }),
    ...(raw && { raw }),
    ...(status && { ifNotAvailable: { [status.name]: status.unknown } }),
  };
}

function constantOf(type: Parameters<typeof valuesOf>[0]): string {
  if (type === Boolean) return 'false';
  return valuesOf(type)[0] ?? TO_SAY;
}

function guessSkip(profiles: Profile[], column: string): RowFilter[] {
  const texts = profiles.find(({ name }) => name === column)?.texts ?? [];
  const is = texts.filter(isNoPlace);
  return is.length > 0 ? [{ column, is, why: 'No municipality.' }] : [];
}
