import { catalogueAt } from '../indicator/catalogue.js';
import { periodsOf } from '../loaders.js';
import { byTime } from '../observation/period.js';
import type { Reader, Slice } from './slice.js';
import { findSlice } from './slice-choice.js';

/**
 * The values of a reference indicator, such as the population, to combine with a slice. Of its periods it is the last
 * that does not end after the slice, or else the first one. Null if it has no observations.
 *
 * @throws CabildoError NOT_FOUND if there is no such indicator
 */
export async function referenceSlice(reader: Reader, code: string, slice: Slice): Promise<Slice | null> {
  const indicator = (await catalogueAt(reader.snapshot)).indicator(code);
  const state = slice.stateCode;
  const recorded = await reader.loads.load(periodsOf, code, { state });
  const periods = recorded.flatMap(({ period, knownCount }) => (knownCount > 0 ? [period] : [])).sort(byTime);
  const period = periods.findLast((each) => byTime(each, slice.period) <= 0) ?? periods[0];
  if (period === undefined) return null;
  return findSlice(reader, indicator, { period, state, municipalities: slice.municipalityCodes });
}
