import { type Context, PeriodScalar, SOURCES_OF_VALUE, Source } from '@cabildo/kit';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { referenceSlice } from './reference-slice.js';
import { knownValues, type Slice, sourcesOfSlices } from './slice.js';
import { sum, withoutNoise } from './statistics.js';

/** The indicator that weights and rates use by default. */
export const POPULATION = 'poblacion_total';

@ObjectType({ description: 'A mean over municipalities, weighted by another indicator.' })
export class WeightedMean {
  @Field(() => Float, { description: 'The weighted mean, in the unit of the indicator.', simple: true })
  value!: number;

  @Field(() => Indicator, { description: 'The indicator with the weights.', simple: true })
  weightIndicator!: Indicator;

  @Field(() => PeriodScalar, { description: 'The period of the weights.', simple: true })
  weightPeriod!: string;

  @Field(() => Int, { description: 'Number of municipalities with a known value and a known weight.', simple: true })
  weightedCount!: number;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}

export async function weightedMeanOf(
  context: Context,
  indicator: Indicator,
  slice: Slice,
  by: string,
): Promise<WeightedMean | null> {
  if (indicator.isSummable) return null;
  const weightSlice = await referenceSlice(context, by, slice);
  if (!weightSlice) return null;
  const weights = knownValues(weightSlice);
  const pairs = [...knownValues(slice)].flatMap(([code, value]) => {
    const weight = weights.get(code);
    return weight === undefined ? [] : [{ value, weight }];
  });
  const total = sum(pairs.map(({ weight }) => weight));
  if (!(total > 0)) return null;
  return {
    value: withoutNoise(sum(pairs.map(({ value, weight }) => value * weight)) / total),
    weightIndicator: (await catalogueAt(context.snapshot)).indicator(by),
    weightPeriod: weightSlice.period,
    weightedCount: pairs.length,
    sources: sourcesOfSlices(context.sources, slice, weightSlice),
  };
}
