import { type Batch, CabildoError } from '@cabildo/kit';
import { type Catalogue, catalogueAt } from '../indicator/catalogue.js';
import type { PeriodRow } from '../indicator/coverage.repository.js';
import type { Indicator } from '../indicator/indicator.js';
import { periodsOf } from '../loaders.js';
import { newestPeriods } from '../observation/slice.repository.js';
import { keyOfSlices, knownValues, type Reader, type Slice, sliceOf, slicesAt } from './slice.js';

/** The slice that a client requests. The hub chooses a missing period or series. */
export interface SliceChoice {
  period?: string | null;
  seriesCode?: string | null;
  state?: string | null;
  municipalities?: readonly string[] | null;
}

const keyOfNewest = (indicatorCode: string, state: string | null | undefined) => `${indicatorCode} ${state ?? ''}`;

/** The newest period of an indicator with a known value that covers the whole period, by `keyOfNewest`. */
const newestPeriod: Batch<string, string | null, { seriesCode?: string | null }> = {
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
 * The requested slice. The period defaults to the newest with a known value that covers the whole period, the series to
 * the newest with a known value for that period. Returns null if no period is given and there are no observations.
 *
 * @throws CabildoError NOT_FOUND if there are no observations for the given period or series
 */
export async function findSlice(reader: Reader, indicator: Indicator, choice: SliceChoice): Promise<Slice | null> {
  const { snapshot, loads } = reader;
  const { seriesCode, state } = choice;
  const catalogue = await catalogueAt(snapshot);
  if (seriesCode != null) checkSeries(catalogue, indicator, seriesCode);
  const period = choice.period ?? (await loads.load(newestPeriod, keyOfNewest(indicator.code, state), { seriesCode }));
  if (period === null) return null;
  const all = await slicesOf(reader, indicator, { period, state });
  const slice = seriesCode == null ? newestSlice(catalogue, all) : all.find((each) => each.seriesCode === seriesCode);
  if (!slice) throw await noObservations(reader, indicator, choice);
  return choice.municipalities == null ? slice : sliceOf(slice, choice.municipalities);
}

export const slicesOf = (
  { loads }: Reader,
  { code }: Indicator,
  { period, state }: { period: string; state?: string | null },
) => loads.load(slicesAt, keyOfSlices({ indicatorCode: code, period, stateCode: state ?? null }));

function newestSlice(catalogue: Catalogue, slices: Slice[]): Slice | undefined {
  const known = slices.filter((slice) => knownValues(slice).size > 0);
  const recency = ({ indicatorCode, seriesCode }: Slice) => catalogue.recencyOf(indicatorCode, seriesCode);
  return (known.length > 0 ? known : slices).toSorted((a, b) => recency(b) - recency(a))[0];
}

/** @throws CabildoError NOT_FOUND if the indicator has no such series */
export function checkSeries(catalogue: Catalogue, { code }: Indicator, seriesCode: string): void {
  if (catalogue.series(code, seriesCode)) return;
  const recorded = catalogue.seriesOf(code).map((each) => each.code);
  throw new CabildoError(
    'NOT_FOUND',
    `Unknown series "${seriesCode}" of ${code}. Expected one of: ${recorded.join(', ')}.`,
  );
}

/** The error for a choice without observations. It lists the recorded periods. */
export async function noObservations({ loads }: Reader, { code }: Indicator, choice: SliceChoice) {
  const { period, seriesCode, state } = choice;
  const recorded = await loads.load(periodsOf, code, { state });
  const named = [
    period && `for ${period}`,
    seriesCode && `in the series ${seriesCode}`,
    state && `in the state ${state}`,
  ];
  const sentence = [`No observation of ${code} is recorded`, ...named].filter(Boolean).join(' ');
  const known =
    recorded.length > 0 ? `Recorded periods: ${recorded.map(describe).join(', ')}` : 'It has no observations';
  return new CabildoError('NOT_FOUND', `${sentence}. ${known}.`);
}

const describe = ({ period, seriesCode }: PeriodRow) =>
  seriesCode === 'main' ? period : `${period} (series ${seriesCode})`;
