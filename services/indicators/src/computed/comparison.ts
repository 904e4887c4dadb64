import { CabildoError } from '@cabildo/kit';
import { type Catalogue, catalogueAt } from '../indicator/catalogue.js';
import type { Indicator } from '../indicator/indicator.js';
import { endsBefore } from '../observation/period.js';
import type { Comparison } from './change.js';
import type { Reader, Slice } from './slice.js';
import { checkSeries, noFigures, slicesOf } from './slice-choice.js';

export interface ComparisonChoice {
  from: string;
  until: string;
  series?: string | null;
  state?: string | null;
}

/**
 * The figures of two periods, both of the series that is asked for, or of the newest that has both. NOT_FOUND where a
 * period has none; INCOMPARABLE where no series has both.
 */
export async function compare(reader: Reader, indicator: Indicator, choice: ComparisonChoice): Promise<Comparison> {
  const { from, until, series, state } = choice;
  if (!endsBefore(from, until))
    throw new CabildoError(
      'BAD_ARGUMENT',
      `from: ${from} does not end before until: ${until}; name the earlier period first.`,
    );
  const catalogue = await catalogueAt(reader.snapshot);
  if (series != null) checkSeries(catalogue, indicator, series);
  const [before, after] = await Promise.all(
    [from, until].map(async (period) => {
      const slices = await slicesOf(reader, indicator, { period, state });
      const found = series == null ? slices : slices.filter((slice) => slice.series === series);
      if (found.length === 0) throw await noFigures(reader, indicator, { period, series, state });
      return found;
    }),
  );
  return { indicator, ...inOneSeries(catalogue, indicator, before!, after!) };
}

function inOneSeries(catalogue: Catalogue, { code }: Indicator, before: Slice[], after: Slice[]) {
  const newestFirst = before.toSorted(
    (a, b) => catalogue.recencyOf(code, b.series) - catalogue.recencyOf(code, a.series),
  );
  for (const from of newestFirst) {
    const until = after.find(({ series }) => series === from.series);
    if (until) return { from, until };
  }
  const named = (slices: Slice[]) =>
    `${slices[0]!.period} belongs to the series ${slices.map(({ series }) => series).join(', ')}`;
  throw new CabildoError(
    'INCOMPARABLE',
    `${code}: ${named(before)}, and ${named(after)}. Figures of different series are not comparable with each other.`,
  );
}
