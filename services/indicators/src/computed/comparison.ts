import { CabildoError } from '@cabildo/kit';
import { type Catalogue, catalogueAt } from '../indicator/catalogue.js';
import type { Indicator } from '../indicator/indicator.js';
import { endsBefore } from '../observation/period.js';
import type { Comparison } from './change.js';
import type { Reader, Slice } from './slice.js';
import { checkSeries, noObservations, slicesOf } from './slice-choice.js';

export interface ComparisonChoice {
  periodFrom: string;
  periodTo: string;
  seriesCode?: string | null;
  state?: string | null;
}

/**
 * The values of two periods in the requested series, or in the newest series that has both.
 * @throws CabildoError BAD_ARGUMENT, NOT_FOUND if a period has no observations, INCOMPARABLE if no series has both
 */
export async function compare(reader: Reader, indicator: Indicator, choice: ComparisonChoice): Promise<Comparison> {
  const { periodFrom, periodTo, seriesCode, state } = choice;
  if (!endsBefore(periodFrom, periodTo))
    throw new CabildoError(
      'BAD_ARGUMENT',
      `periodFrom: ${periodFrom} does not end before periodTo: ${periodTo}. Name the earlier period first.`,
    );
  const catalogue = await catalogueAt(reader.snapshot);
  if (seriesCode != null) checkSeries(catalogue, indicator, seriesCode);
  const [before, after] = await Promise.all(
    [periodFrom, periodTo].map(async (period) => {
      const slices = await slicesOf(reader, indicator, { period, state });
      const found = seriesCode == null ? slices : slices.filter((slice) => slice.seriesCode === seriesCode);
      if (found.length === 0) throw await noObservations(reader, indicator, { period, seriesCode, state });
      return found;
    }),
  );
  return { indicator, sources: reader.loads.sources, ...inOneSeries(catalogue, indicator, before!, after!) };
}

function inOneSeries(catalogue: Catalogue, { code }: Indicator, before: Slice[], after: Slice[]) {
  const newestFirst = before.toSorted(
    (a, b) => catalogue.recencyOf(code, b.seriesCode) - catalogue.recencyOf(code, a.seriesCode),
  );
  for (const earlier of newestFirst) {
    const later = after.find(({ seriesCode }) => seriesCode === earlier.seriesCode);
    if (later) return { earlier, later };
  }
  const named = (slices: Slice[]) =>
    `${slices[0]!.period} belongs to the series ${slices.map(({ seriesCode }) => seriesCode).join(', ')}`;
  throw new CabildoError(
    'INCOMPARABLE',
    `${code}: ${named(before)}, and ${named(after)}. Values of different series are not comparable.`,
  );
}
