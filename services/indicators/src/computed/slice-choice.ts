import { type Batch, CabildoError } from '@cabildo/kit';
import { type Catalogue, catalogueAt } from '../indicator/catalogue.js';
import type { PeriodRow } from '../indicator/coverage.repository.js';
import type { Indicator } from '../indicator/indicator.js';
import { periodsOf } from '../loaders.js';
import { newestPeriods } from '../observation/figure.repository.js';
import { keyOfSlices, knownValues, type Reader, type Slice, slicesAt } from './slice.js';

/** What a client may say of the figures that it asks for; what is left out is chosen. */
export interface SliceChoice {
  period?: string | null;
  series?: string | null;
  state?: string | null;
}

const keyOfNewest = (indicatorCode: string, state: string | null | undefined) => `${indicatorCode} ${state ?? ''}`;

/** The newest period that an indicator has a known figure for that is not partial, by `keyOfNewest`. */
const newestPeriod: Batch<string, string | null, { series?: string | null }> = {
  read: async (snapshot, keys, options) => {
    const wanted = keys.map((key) => {
      const [indicatorCode, stateCode] = key.split(' ');
      return { indicatorCode: indicatorCode!, stateCode: stateCode || null };
    });
    const found = await newestPeriods(snapshot, wanted, options);
    return new Map(found.map((row) => [keyOfNewest(row.indicatorCode, row.stateCode), row.period]));
  },
  absent: null,
};

/**
 * The slice that is asked for: of the newest period with a known figure that is not partial where none is named, and of
 * the newest series with a known figure then where none is named. NOT_FOUND where what is named is not recorded; null
 * where nothing is named and nothing recorded.
 */
export async function findSlice(reader: Reader, indicator: Indicator, choice: SliceChoice): Promise<Slice | null> {
  const { snapshot, loads } = reader;
  const { series, state } = choice;
  const catalogue = await catalogueAt(snapshot);
  if (series != null) checkSeries(catalogue, indicator, series);
  const period = choice.period ?? (await loads.load(newestPeriod, keyOfNewest(indicator.code, state), { series }));
  if (period === null) return null;
  const all = await slicesOf(reader, indicator, { period, state });
  const slice = series == null ? newestSlice(catalogue, all) : all.find((each) => each.series === series);
  if (!slice) throw await noFigures(reader, indicator, choice);
  return slice;
}

export const slicesOf = (
  { loads }: Reader,
  { code }: Indicator,
  { period, state }: { period: string; state?: string | null },
) => loads.load(slicesAt, keyOfSlices({ indicatorCode: code, period, stateCode: state ?? null }));

function newestSlice(catalogue: Catalogue, slices: Slice[]): Slice | undefined {
  const known = slices.filter((slice) => knownValues(slice).size > 0);
  const recency = ({ indicatorCode, series }: Slice) => catalogue.recencyOf(indicatorCode, series);
  return (known.length > 0 ? known : slices).toSorted((a, b) => recency(b) - recency(a))[0];
}

export function checkSeries(catalogue: Catalogue, { code }: Indicator, series: string): void {
  if (catalogue.series(code, series)) return;
  const recorded = catalogue.seriesOf(code).map((each) => each.code);
  throw new CabildoError(
    'NOT_FOUND',
    `No series "${series}" of ${code} is recorded. Its series: ${recorded.join(', ')}.`,
  );
}

/** The error of a choice that nothing is recorded for; it names what is. */
export async function noFigures({ loads }: Reader, { code }: Indicator, { period, series, state }: SliceChoice) {
  const recorded = await loads.load(periodsOf, code, { state });
  const named = [period && `for ${period}`, series && `in the series ${series}`, state && `in the state ${state}`];
  const sentence = [`No figure of ${code} is recorded`, ...named].filter(Boolean).join(' ');
  const known = recorded.length > 0 ? `Recorded are ${recorded.map(describe).join(', ')}` : 'None is recorded at all';
  return new CabildoError('NOT_FOUND', `${sentence}. ${known}.`);
}

const describe = ({ period, series }: PeriodRow) => (series === 'main' ? period : `${period} (series ${series})`);
