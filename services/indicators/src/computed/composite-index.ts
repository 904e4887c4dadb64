import { CabildoError } from '@cabildo/kit';
import { catalogueAt } from '../indicator/catalogue.js';
import type { Indicator } from '../indicator/indicator.js';
import { municipalitiesOf } from '../loaders.js';
import { Direction, directionOf } from '../vocabulary/direction.js';
import { Polarity } from '../vocabulary/polarity.js';
import {
  type CompositeComponent,
  type CompositeComponentInput,
  CompositeIndex,
  type CompositePart,
  type CompositeScore,
} from './composite.js';
import { rank } from './rank.js';
import { hasPartialValues, knownValues, type Reader, sourcesOfSlices } from './slice.js';
import { findSlice, noObservations } from './slice-choice.js';
import { withoutNoise } from './statistics.js';

const MOST_COMPONENTS = 40;

/** A component with its known values, by municipality code. */
interface MeasuredComponent extends CompositeComponent {
  values: ReadonlyMap<string, number>;
}

/**
 * The composite index over the municipalities of a state, or over all municipalities if the state is null.
 * @throws CabildoError BAD_ARGUMENT, NOT_FOUND, INCOMPARABLE
 */
export async function computeIndex(
  reader: Reader,
  inputs: CompositeComponentInput[],
  state: string | null,
): Promise<CompositeIndex> {
  checkInputs(inputs);
  const total = inputs.reduce((sum, { weight }) => sum + weight, 0);
  const components = await Promise.all(inputs.map((input) => measure(reader, input, state, input.weight / total)));
  const recorded = (await reader.loads.load(municipalitiesOf, state ?? '')).map((row) => row.municipalityCode);
  const missing = (code: string) =>
    components.filter(({ values }) => !values.has(code)).map(({ indicator }) => indicator.code);
  const [complete, incomplete] = [
    recorded.filter((code) => missing(code).length === 0),
    recorded.filter((code) => missing(code).length > 0),
  ];
  const sources = reader.loads.sources.of(components.flatMap((each) => each.sources.map(({ id }) => id)));
  return Object.assign(new CompositeIndex(), {
    components,
    sources,
    ranked: score(components, complete).map((each) => ({ ...each, sources })),
    excluded: incomplete.map((code) => ({
      municipalityCode: code,
      municipality: { code },
      missingIndicatorCodes: missing(code),
    })),
  });
}

function checkInputs(inputs: CompositeComponentInput[]): void {
  if (inputs.length < 1 || inputs.length > MOST_COMPONENTS)
    throw new CabildoError(
      'BAD_ARGUMENT',
      `components: ${inputs.length} components arrived. Expected 1 to ${MOST_COMPONENTS}.`,
    );
  for (const [index, { indicator, weight }] of inputs.entries()) {
    if (!(weight > 0))
      throw new CabildoError(
        'BAD_ARGUMENT',
        `components: the weight of ${indicator} is ${weight}. Expected more than 0.`,
      );
    if (inputs.findIndex((input) => input.indicator === indicator) < index)
      throw new CabildoError('BAD_ARGUMENT', `components: ${indicator} arrived twice. Name each indicator once.`);
  }
}

async function measure(
  reader: Reader,
  input: CompositeComponentInput,
  state: string | null,
  weight: number,
): Promise<MeasuredComponent> {
  const indicator = (await catalogueAt(reader.snapshot)).indicator(input.indicator);
  const direction = input.direction ?? directionOf(indicator.polarity);
  if (!direction)
    throw new CabildoError(
      'BAD_ARGUMENT',
      `components: ${indicator.code} is ${Polarity.NEUTRAL}. Set \`direction\`: whether high or low values raise the score.`,
    );
  const slice = await findSlice(reader, indicator, { period: input.period, seriesCode: input.seriesCode, state });
  if (!slice) throw await noObservations(reader, indicator, { state });
  const values = knownValues(slice);
  const bounds = { min: Math.min(...values.values()), max: Math.max(...values.values()) };
  checkSpread(indicator, slice.period, values, bounds);
  const { period, seriesCode } = slice;
  const sources = sourcesOfSlices(reader.loads.sources, slice);
  return {
    indicator,
    period,
    seriesCode,
    isPartial: hasPartialValues(slice),
    weight,
    direction,
    ...bounds,
    values,
    sources,
  };
}

function checkSpread(
  { code }: Indicator,
  period: string,
  values: ReadonlyMap<string, number>,
  { min, max }: { min: number; max: number },
) {
  if (min < max) return;
  const found =
    values.size === 0
      ? 'has no known value'
      : `has the same value, ${min}, in all ${values.size} municipalities with a known value`;
  throw new CabildoError('INCOMPARABLE', `components: ${code} for ${period} ${found}. It cannot be normalised.`);
}

function score(components: MeasuredComponent[], codes: string[]): Omit<CompositeScore, 'sources'>[] {
  const parts = new Map(codes.map((code) => [code, components.map((component) => partOf(component, code))]));
  const scores = Array.from(
    parts,
    ([code, all]) => [code, withoutNoise(all.reduce((sum, { contribution }) => sum + contribution, 0))] as const,
  );
  return rank(scores, Polarity.HIGHER_IS_BETTER).map(({ municipalityCode, value, rank }) => ({
    rank,
    municipalityCode,
    municipality: { code: municipalityCode },
    score: value,
    parts: parts.get(municipalityCode)!,
  }));
}

function partOf({ indicator, values, min, max, direction, weight }: MeasuredComponent, code: string): CompositePart {
  const value = values.get(code)!;
  const share = (value - min) / (max - min);
  const normalised = direction === Direction.LOWER_IS_BETTER ? 1 - share : share;
  return {
    indicator,
    value,
    normalised: withoutNoise(normalised),
    contribution: withoutNoise(normalised * weight),
  };
}
