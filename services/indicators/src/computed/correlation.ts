import {
  connectionOf,
  MunicipalityCodeScalar,
  PeriodScalar,
  SOURCES_OF_VALUE,
  Source,
  type Sources,
} from '@cabildo/kit';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Indicator } from '../indicator/indicator.js';
import { Municipality } from '../place/municipality.js';
import { MUNICIPALITY, MUNICIPALITY_CODE } from '../vocabulary/descriptions.js';
import { knownValues, type Slice, sourcesOfSlices } from './slice.js';
import { mean, sum, withoutNoise } from './statistics.js';

@ObjectType({ description: 'The values of two indicators in one municipality.' })
export class ValuePair {
  @Field(() => MunicipalityCodeScalar, { description: MUNICIPALITY_CODE, simple: true })
  municipalityCode!: string;

  @Field(() => Municipality, { nullable: true, description: MUNICIPALITY, simple: true })
  municipality!: Municipality;

  @Field(() => Float, { description: 'The value of the indicator.', simple: true })
  value!: number;

  @Field(() => Float, { description: 'The value of the other indicator.', simple: true })
  otherValue!: number;
}

@ObjectType({ description: 'A page of value pairs.' })
export class ValuePairConnection extends connectionOf(ValuePair) {}

@ObjectType({
  description: 'The correlation of two indicators over municipalities. A correlation is not a cause.',
})
export class Correlation {
  @Field(() => Indicator, { description: 'The indicator.', simple: true })
  indicator!: Indicator;

  @Field(() => Indicator, { description: 'The other indicator.', simple: true })
  other!: Indicator;

  @Field(() => PeriodScalar, { description: 'The period of the indicator.', simple: true })
  period!: string;

  @Field(() => PeriodScalar, { description: 'The period of the other indicator.', simple: true })
  otherPeriod!: string;

  @Field(() => Int, { description: 'Number of municipalities with both values.', simple: true })
  pairCount!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "Pearson's coefficient, from -1 to 1; null with fewer than 3 pairs or if all values of an indicator are equal.",
    simple: true,
  })
  pearson!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Spearman's rank coefficient, from -1 to 1; null with fewer than 3 pairs or if all values of an indicator are equal.",
    simple: true,
  })
  spearman!: number | null;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];

  /** All pairs, by municipality code. */
  all!: ValuePair[];
}

const FEWEST_PAIRS = 3;

export function correlate(
  { indicator, other }: { indicator: Indicator; other: Indicator },
  slice: Slice,
  otherSlice: Slice,
  sources: Sources,
): Correlation {
  const others = knownValues(otherSlice);
  const all = [...knownValues(slice)]
    .flatMap(([code, value]): ValuePair[] => {
      const otherValue = others.get(code);
      return otherValue === undefined ? [] : [{ municipalityCode: code, municipality: { code }, value, otherValue }];
    })
    .sort((a, b) => (a.municipalityCode < b.municipalityCode ? -1 : 1));
  const [x, y] = [all.map(({ value }) => value), all.map(({ otherValue }) => otherValue)];
  return {
    indicator,
    other,
    period: slice.period,
    otherPeriod: otherSlice.period,
    pairCount: all.length,
    pearson: pearson(x, y),
    spearman: pearson(fractionalRanks(x), fractionalRanks(y)),
    sources: sourcesOfSlices(sources, slice, otherSlice),
    all,
  };
}

export function pearson(x: readonly number[], y: readonly number[]): number | null {
  if (x.length < FEWEST_PAIRS) return null;
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = sum(x.map((value, at) => (value - meanX) * (y[at]! - meanY)));
  const spread = Math.sqrt(sum(x.map((value) => (value - meanX) ** 2)) * sum(y.map((value) => (value - meanY) ** 2)));
  return spread > 0 ? withoutNoise(covariance / spread) : null;
}

/** Ranks from 1, where equal values share the mean of their ranks. */
export function fractionalRanks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}
