import type { Ranked } from '../computed/rank.js';
import { keyOfSlices, type Reader, rankSlice, type Slice, slicesAt } from '../computed/slice.js';
import { type Catalogue, catalogueAt } from '../indicator/catalogue.js';
import { stateOf } from '../place/municipality.js';
import type { Observation } from './observation.js';

export interface Hydration {
  /** Whether ranks are asked for: they take a statement more. */
  ranked: boolean;
}

/** Gives observations what is shown with them. It is plain data, for there may be thousands in an answer. */
export async function hydrate(reader: Reader, rows: Observation[], { ranked }: Hydration): Promise<Observation[]> {
  const catalogue = await catalogueAt(reader.snapshot);
  for (const row of rows) {
    row.indicator = catalogue.indicator(row.indicatorCode);
    row.unit = row.indicator.unit;
    row.methodology = catalogue.series(row.indicatorCode, row.series)!;
    row.municipality = { code: row.municipalityCode };
    row.source = reader.loads.sources.get(row.sourceId)!;
  }
  if (ranked) await attachRanks(reader, catalogue, rows);
  return rows;
}

/** Rows of one indicator, period, series and state mostly come one after the other, and are looked up once. */
async function attachRanks({ loads }: Reader, catalogue: Catalogue, rows: Observation[]): Promise<void> {
  const runs = runsOf(rows);
  const slices = await Promise.all(runs.map(({ key }) => loads.load(slicesAt, key)));
  const ranks = new Map<Slice, ReturnType<typeof ranksIn>>();
  for (const [index, { rows }] of runs.entries()) {
    const slice = slices[index]!.find(({ series }) => series === rows[0]!.series);
    if (slice && !ranks.has(slice)) ranks.set(slice, ranksIn(catalogue, slice));
    const rankOf = slice && ranks.get(slice)!;
    for (const row of rows) row.rank = rankOf?.(row) ?? null;
  }
}

interface SliceRows {
  /** That of `slicesAt`. */
  key: string;
  rows: Observation[];
}

function runsOf(rows: Observation[]): SliceRows[] {
  const runs: SliceRows[] = [];
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
  a.series === b.series &&
  a.municipalityCode.startsWith(stateOf(b.municipalityCode));

/** Finds the rank of an observation within a slice, where it is the one that stands for its municipality. */
function ranksIn(catalogue: Catalogue, slice: Slice): (row: Observation) => Ranked | null {
  const ranked = new Map(
    rankSlice(slice, catalogue.indicator(slice.indicatorCode)).map((each) => [each.municipalityCode, each]),
  );
  return ({ municipalityCode, sourceCode }) =>
    slice.figures.get(municipalityCode)?.sourceCode === sourceCode ? (ranked.get(municipalityCode) ?? null) : null;
}
