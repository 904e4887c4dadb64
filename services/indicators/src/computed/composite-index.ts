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
import { isPartial, knownValues, type Reader } from './slice.js';
import { findSlice, noFigures } from './slice-choice.js';

const MOST_COMPONENTS = 40;

/** A component with its known values, by the code of the municipality. */
interface Measured extends CompositeComponent {
  values: ReadonlyMap<string, number>;
}

/** The composite index of `inputs` over the municipalities of a state; over all that are recorded where it is null. */
export async function computeIndex(
  reader: Reader,
  inputs: CompositeComponentInput[],
  state: string | null,
): Promise<CompositeIndex> {
  checkInputs(inputs);
  const total = inputs.reduce((sum, { weight }) => sum + weight, 0);
  const components = await Promise.all(inputs.map((input) => measure(reader, input, state, input.weight / total)));
  const recorded = (await reader.loads.load(municipalitiesOf, state ?? '')).map((row) => row.municipalityCode);
  const lacking = (code: string) =>
    components.filter(({ values }) => !values.has(code)).map(({ indicator }) => indicator.code);
  const [complete, incomplete] = [
    recorded.filter((code) => lacking(code).length === 0),
    recorded.filter((code) => lacking(code).length > 0),
  ];
  return Object.assign(new CompositeIndex(), {
    components,
    ranked: score(components, complete),
    excluded: incomplete.map((code) => ({ municipality: { code }, lacks: lacking(code) })),
  });
}

function checkInputs(inputs: CompositeComponentInput[]): void {
  if (inputs.length < 1 || inputs.length > MOST_COMPONENTS)
    throw new CabildoError(
      'BAD_ARGUMENT',
      `components: ${inputs.length} arrived; a composite index has 1 to ${MOST_COMPONENTS}.`,
    );
  for (const [index, { indicator, weight }] of inputs.entries()) {
    if (!(weight > 0))
      throw new CabildoError(
        'BAD_ARGUMENT',
        `components: the weight of ${indicator} is ${weight}; a weight is above 0.`,
      );
    if (inputs.findIndex((input) => input.indicator === indicator) < index)
      throw new CabildoError('BAD_ARGUMENT', `components: ${indicator} arrived twice; name each indicator once.`);
  }
}

async function measure(
  reader: Reader,
  input: CompositeComponentInput,
  state: string | null,
  weight: number,
): Promise<Measured> {
  const indicator = (await catalogueAt(reader.snapshot)).indicator(input.indicator);
  const direction = input.direction ?? directionOf(indicator.polarity);
  if (!direction)
    throw new CabildoError(
      'BAD_ARGUMENT',
      `components: ${indicator.code} is ${Polarity.NEUTRAL}; say with \`direction\` which way is to count as the better one.`,
    );
  const slice = await findSlice(reader, indicator, { period: input.period, series: input.series, state });
  if (!slice) throw await noFigures(reader, indicator, { state });
  const values = knownValues(slice);
  const bounds = { min: Math.min(...values.values()), max: Math.max(...values.values()) };
  checkSpread(indicator, slice.period, values, bounds);
  const { period, series } = slice;
  return { indicator, period, series, partial: isPartial(slice), weight, direction, ...bounds, values };
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
      : `has the same value, ${min}, in all ${values.size} municipalities with one`;
  throw new CabildoError('INCOMPARABLE', `components: ${code} for ${period} ${found}, so it tells none of them apart.`);
}

function score(components: Measured[], codes: string[]): CompositeScore[] {
  const parts = new Map(codes.map((code) => [code, components.map((component) => partOf(component, code))]));
  const scores = Array.from(
    parts,
    ([code, all]) => [code, all.reduce((sum, { contribution }) => sum + contribution, 0)] as const,
  );
  return rank(scores, Polarity.HIGHER_IS_BETTER).map(({ municipalityCode, value, ...place }) => ({
    ...place,
    municipality: { code: municipalityCode },
    score: value,
    parts: parts.get(municipalityCode)!,
  }));
}

function partOf({ indicator, values, min, max, direction, weight }: Measured, code: string): CompositePart {
  const value = values.get(code)!;
  const share = (value - min) / (max - min);
  const normalised = direction === Direction.LOWER_IS_BETTER ? 1 - share : share;
  return { indicator, value, normalised, contribution: normalised * weight };
}
