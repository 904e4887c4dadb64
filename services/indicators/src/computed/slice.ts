import { type Context, manyEach, type Snapshot, type Sources } from '@cabildo/kit';
import { catalogueAt } from '../indicator/catalogue.js';
import type { Indicator } from '../indicator/indicator.js';
import { type IsPreferred, preferenceOf, type SourcedValue } from '../observation/preference.js';
import { type SliceRow, valuesAt } from '../observation/slice.repository.js';
import { type RankedValue, rank } from './rank.js';

/** The parts of a context that reads need. */
export type Reader = Pick<Context, 'snapshot' | 'loads'>;

/** The preferred value of a municipality. */
export interface SliceValue extends SourcedValue {
  isPartial: boolean;
}

/** The preferred values of one indicator, in one period and series, over the municipalities of one state, or of all. */
export interface Slice {
  indicatorCode: string;
  period: string;
  seriesCode: string;
  stateCode: string | null;
  /** The municipalities that the client chose; absent for all of the state. */
  municipalityCodes?: readonly string[];
  /** By municipality code. */
  values: ReadonlyMap<string, SliceValue>;
  /** The sources of all observations, including those that are not preferred. */
  sourceIds: ReadonlySet<number>;
}

export interface SliceKey {
  indicatorCode: string;
  period: string;
  /** Null for all states together. */
  stateCode: string | null;
}

export const keyOfSlices = ({ indicatorCode, period, stateCode }: SliceKey) =>
  `${indicatorCode} ${period} ${stateCode ?? ''}`;

function readKey(key: string): SliceKey {
  const [indicatorCode, period, stateCode] = key.split(' ');
  return { indicatorCode: indicatorCode!, period: period!, stateCode: stateCode || null };
}

/** The slices of an indicator at a period, one for each series, by `keyOfSlices`. */
export const slicesAt = manyEach(
  async (snapshot, keys: readonly string[], _args: undefined, loads) =>
    readSlices(snapshot, keys.map(readKey), preferenceOf(await catalogueAt(snapshot), loads.sources)),
  keyOfSlices,
);

type SliceUnderConstruction = Slice & { values: Map<string, SliceValue>; sourceIds: Set<number> };

async function readSlices(snapshot: Snapshot, keys: SliceKey[], isPreferred: IsPreferred): Promise<Slice[]> {
  const together = keys.filter(({ stateCode }) => stateCode === null);
  const byState = keys.filter(({ stateCode }) => stateCode !== null);
  const states = [...new Set(byState.map(({ stateCode }) => stateCode!))];
  const rows = await Promise.all([
    together.length > 0 ? valuesAt(snapshot, together, null) : [],
    byState.length > 0 ? valuesAt(snapshot, byState, states) : [],
  ]);
  const slices = new Map<string, SliceUnderConstruction>();
  for (const row of rows.flat()) {
    const { indicatorCode, period, seriesCode, stateCode } = row;
    const key = `${keyOfSlices(row)} ${seriesCode}`;
    const empty = { indicatorCode, period, seriesCode, stateCode, values: new Map(), sourceIds: new Set<number>() };
    const slice = slices.get(key) ?? empty;
    slices.set(key, slice);
    addValues(slice, row, isPreferred);
  }
  return [...slices.values()];
}

/** Adds the values of one source. The preferred value of each municipality stays. */
function addValues(slice: SliceUnderConstruction, row: SliceRow, isPreferred: IsPreferred): void {
  const { municipalities, values, sourceCode, isPartial } = row;
  for (const [index, code] of municipalities.entries()) {
    const value = { value: values[index]!, sourceCode, isPartial };
    const other = slice.values.get(code);
    if (!other || isPreferred(row.indicatorCode, value, other)) slice.values.set(code, value);
  }
  for (const id of row.sourceIds) slice.sourceIds.add(id);
}

/** The part of a slice with these municipalities. */
export function sliceOf(slice: Slice, municipalityCodes: readonly string[]): Slice {
  const wanted = new Set(municipalityCodes);
  const values = new Map([...slice.values].filter(([code]) => wanted.has(code)));
  return { ...slice, municipalityCodes: [...wanted].sort(), values };
}

const knownOf = new WeakMap<Slice, ReadonlyMap<string, number>>();

/** The known values of a slice, by municipality code. */
export function knownValues(slice: Slice): ReadonlyMap<string, number> {
  const known = knownOf.get(slice) ?? readKnown(slice);
  knownOf.set(slice, known);
  return known;
}

function readKnown({ values }: Slice): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (const [code, { value }] of values) if (value !== null) known.set(code, value);
  return known;
}

/** Whether some known values cover only part of the period. */
export const hasPartialValues = ({ values }: Slice): boolean =>
  [...values.values()].some(({ isPartial, value }) => isPartial && value !== null);

export const rankSlice = (slice: Slice, { polarity }: Indicator): RankedValue[] => rank(knownValues(slice), polarity);

/** The sources of several slices. */
export const sourcesOfSlices = (sources: Sources, ...slices: Pick<Slice, 'sourceIds'>[]) =>
  sources.of(slices.flatMap(({ sourceIds }) => [...sourceIds]));
