import { type Context, manyEach, type Snapshot } from '@cabildo/kit';
import type { Indicator } from '../indicator/indicator.js';
import { type FigureRow, figuresAt } from '../observation/figure.repository.js';
import { isPreferred } from '../observation/preference.js';
import { type Ranked, rank } from './rank.js';

/** What reads need of a request. */
export type Reader = Pick<Context, 'snapshot' | 'loads'>;

/** What stands for a municipality. */
export interface Figure {
  value: number | null;
  sourceCode: string;
  partial: boolean;
}

/** The figures of one indicator, in one period and series, over the municipalities of one state, or of all. */
export interface Slice {
  indicatorCode: string;
  period: string;
  series: string;
  stateCode: string | null;
  figures: ReadonlyMap<string, Figure>;
}

export interface SliceKey {
  indicatorCode: string;
  period: string;
  /** Null: all states together. */
  stateCode: string | null;
}

export const keyOfSlices = ({ indicatorCode, period, stateCode }: SliceKey) =>
  `${indicatorCode} ${period} ${stateCode ?? ''}`;

function readKey(key: string): SliceKey {
  const [indicatorCode, period, stateCode] = key.split(' ');
  return { indicatorCode: indicatorCode!, period: period!, stateCode: stateCode || null };
}

/** The slices of an indicator at a period, one of each series, by `keyOfSlices`. */
export const slicesAt = manyEach(
  (snapshot, keys: readonly string[]) => readSlices(snapshot, keys.map(readKey)),
  keyOfSlices,
);

async function readSlices(snapshot: Snapshot, keys: SliceKey[]): Promise<Slice[]> {
  const together = keys.filter(({ stateCode }) => stateCode === null);
  const byState = keys.filter(({ stateCode }) => stateCode !== null);
  const states = [...new Set(byState.map(({ stateCode }) => stateCode!))];
  const rows = await Promise.all([
    together.length > 0 ? figuresAt(snapshot, together, null) : [],
    byState.length > 0 ? figuresAt(snapshot, byState, states) : [],
  ]);
  const slices = new Map<string, Slice & { figures: Map<string, Figure> }>();
  for (const row of rows.flat()) {
    const { indicatorCode, period, series, stateCode } = row;
    const key = `${keyOfSlices(row)} ${series}`;
    const slice = slices.get(key) ?? { indicatorCode, period, series, stateCode, figures: new Map() };
    slices.set(key, slice);
    addFigures(slice.figures, row);
  }
  return [...slices.values()];
}

/** Adds what one source tells to what others told. */
function addFigures(figures: Map<string, Figure>, { municipalities, values, sourceCode, partial }: FigureRow): void {
  for (const [index, code] of municipalities.entries()) {
    const figure = { value: values[index]!, sourceCode, partial };
    const other = figures.get(code);
    if (!other || isPreferred(figure, other)) figures.set(code, figure);
  }
}

const knownOf = new WeakMap<Slice, ReadonlyMap<string, number>>();

/** The known values of a slice, by the code of the municipality. */
export function knownValues(slice: Slice): ReadonlyMap<string, number> {
  const known = knownOf.get(slice) ?? valuesIn(slice);
  knownOf.set(slice, known);
  return known;
}

function valuesIn({ figures }: Slice): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (const [code, { value }] of figures) if (value !== null) known.set(code, value);
  return known;
}

/** Whether some of the known values cover only a part of the period. */
export const isPartial = ({ figures }: Slice): boolean =>
  [...figures.values()].some(({ partial, value }) => partial && value !== null);

export const rankSlice = (slice: Slice, { polarity }: Indicator): Ranked[] => rank(knownValues(slice), polarity);
