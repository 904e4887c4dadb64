import { type Catalogue, catalogueAt } from './catalogue.js';
import { stateOf } from './municipality.js';
import type { Observation } from './observation.js';
import type { Ranked } from './rank.js';
import { keyOfSlices, type Reader, rankSlice, type Slice, slicesAt } from './slice.js';

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

const keyOf = ({ indicatorCode, period, municipalityCode }: Observation) =>
  keyOfSlices({ indicatorCode, period, stateCode: stateOf(municipalityCode) });

async function attachRanks({ loads }: Reader, catalogue: Catalogue, rows: Observation[]): Promise<void> {
  const keys = [...new Set(rows.map(keyOf))];
  const slices = (await Promise.all(keys.map((key) => loads.load(slicesAt, key)))).flat();
  const ranks = new Map(slices.map((slice) => [`${keyOfSlices(slice)} ${slice.series}`, ranksIn(catalogue, slice)]));
  for (const row of rows) row.rank = ranks.get(`${keyOf(row)} ${row.series}`)?.(row) ?? null;
}

/** Finds the rank of an observation within a slice, where it is the one that stands for its municipality. */
function ranksIn(catalogue: Catalogue, slice: Slice): (row: Observation) => Ranked | null {
  const ranked = new Map(
    rankSlice(slice, catalogue.indicator(slice.indicatorCode)).map((each) => [each.municipalityCode, each]),
  );
  return ({ municipalityCode, sourceCode }) =>
    slice.figures.get(municipalityCode)?.sourceCode === sourceCode ? (ranked.get(municipalityCode) ?? null) : null;
}
