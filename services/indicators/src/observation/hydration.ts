import type { RankedValue } from '../computed/rank.js';
import { keyOfSlices, type Reader, rankSlice, type Slice, slicesAt } from '../computed/slice.js';
import { type Catalogue, catalogueAt } from '../indicator/catalogue.js';
import { stateOf } from '../place/municipality.js';
import type { Observation } from './observation.js';

export interface Hydration {
  /** Whether ranks are selected: they take one more statement. */
  ranked: boolean;
}

/** Sets the fields that other rows provide. Thousands of observations are then plain data for the executor. */
export async function hydrate(reader: Reader, rows: Observation[], { ranked }: Hydration): Promise<Observation[]> {
  const catalogue = await catalogueAt(reader.snapshot);
  for (const row of rows) {
    row.indicator = catalogue.indicator(row.indicatorCode);
    row.unit = row.indicator.unit;
    row.series = catalogue.series(row.indicatorCode, row.seriesCode)!;
    row.municipality = { code: row.municipalityCode };
    row.source = reader.loads.sources.get(row.sourceId)!;
  }
  if (ranked) await attachRanks(reader, catalogue, rows);
  return rows;
}

/** Consecutive rows usually belong to one slice, so each slice is looked up once for a run of rows. */
async function attachRanks({ loads }: Reader, catalogue: Catalogue, rows: Observation[]): Promise<void> {
  const runs = runsOf(rows);
  const slices = await Promise.all(runs.map(({ key }) => loads.load(slicesAt, key)));
  const ranks = new Map<Slice, ReturnType<typeof ranksIn>>();
  for (const [index, { rows }] of runs.entries()) {
    const slice = slices[index]!.find(({ seriesCode }) => seriesCode === rows[0]!.seriesCode);
    if (slice && !ranks.has(slice)) ranks.set(slice, ranksIn(catalogue, slice));
    const rankOf = slice && ranks.get(slice)!;
    for (const row of rows) row.rank = rankOf?.(row) ?? null;
  }
}

interface Run {
  /** The key of `slicesAt`. */
  key: string;
  rows: Observation[];
}

function runsOf(rows: Observation[]): Run[] {
  const runs: Run[] = [];
  let first: Observation | undefined;
  for (const row of rows) {
    if (!first || !isOfSameSlice(row, first)) {
      first = row;
      const { indicatorCode, period, municipalityCode } = row;
      runs.push({ key: keyOfSlices({ indicatorCode, period, stateCode: stateOf(municipalityCode) }), rows: [] });
    }
    runs.at(-1)!.rows.push(row);
  }
  return runs;
}

const isOfSameSlice = (a: Observation, b: Observation) =>
  a.indicatorCode === b.indicatorCode &&
  a.period === b.period &&
  a.seriesCode === b.seriesCode &&
  a.municipalityCode.startsWith(stateOf(b.municipalityCode));

/** Returns the rank of an observation within a slice; null if another source's observation is preferred. */
function ranksIn(catalogue: Catalogue, slice: Slice): (row: Observation) => RankedValue['rank'] | null {
  const ranked = new Map(
    rankSlice(slice, catalogue.indicator(slice.indicatorCode)).map((each) => [each.municipalityCode, each.rank]),
  );
  return ({ municipalityCode, sourceCode }) =>
    slice.values.get(municipalityCode)?.sourceCode === sourceCode ? (ranked.get(municipalityCode) ?? null) : null;
}
