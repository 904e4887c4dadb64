import { MunicipalityCodeScalar, PeriodScalar, SOURCES_OF_VALUE, Source, type Sources } from '@cabildo/kit';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Indicator } from '../indicator/indicator.js';
import { Municipality } from '../place/municipality.js';
import { State } from '../place/state.js';
import { hasPartialValues, knownValues, type Slice, sourcesOfSlices } from './slice.js';
import { mean, quantile, standardDeviation, sum, withoutNoise } from './statistics.js';

@ObjectType({ description: 'The smallest or the largest value, and the municipalities with it.' })
export class Extreme {
  @Field(() => Float, { description: 'The value, in the unit of the indicator.', simple: true })
  value!: number;

  @Field(() => [MunicipalityCodeScalar], {
    description: 'The codes of the municipalities with this value.',
    simple: true,
  })
  municipalityCodes!: string[];

  @Field(() => [Municipality], {
    nullable: true,
    description: 'The municipalities with this value, by code.',
    simple: true,
  })
  municipalities!: Municipality[];
}

const NULL_IF_NONE = 'null if no value is known';

@ObjectType({
  description:
    'A summary of the known values of an indicator over municipalities, in one period and series. Each municipality counts once, whatever its population.',
})
export class IndicatorSummary {
  @Field(() => Indicator, { description: 'The indicator.', simple: true })
  indicator!: Indicator;

  @Field(() => PeriodScalar, { description: 'The period.', simple: true })
  period!: string;

  @Field(() => String, { description: 'The code of the series.', simple: true })
  seriesCode!: string;

  @Field(() => State, {
    nullable: true,
    description: 'The state; null if the summary is over all municipalities.',
    simple: true,
  })
  state!: State | null;

  @Field(() => Boolean, { description: 'Whether some values cover only part of the period.', simple: true })
  isPartial!: boolean;

  @Field(() => Int, { description: 'Number of municipalities with a known value.', simple: true })
  knownCount!: number;

  @Field(() => Float, { nullable: true, description: `The arithmetic mean; ${NULL_IF_NONE}.`, simple: true })
  mean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `The median, interpolated (percentile_cont); ${NULL_IF_NONE}.`,
    simple: true,
  })
  median!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `The first quartile, interpolated (percentile_cont); ${NULL_IF_NONE}.`,
    simple: true,
  })
  quartile1!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `The third quartile, interpolated (percentile_cont); ${NULL_IF_NONE}.`,
    simple: true,
  })
  quartile3!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `The standard deviation of the whole population, divided by \`knownCount\`; ${NULL_IF_NONE}.`,
    simple: true,
  })
  standardDeviation!: number | null;

  @Field(() => Extreme, { nullable: true, description: `The smallest value; ${NULL_IF_NONE}.`, simple: true })
  min!: Extreme | null;

  @Field(() => Extreme, { nullable: true, description: `The largest value; ${NULL_IF_NONE}.`, simple: true })
  max!: Extreme | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The sum of the known values. It leaves out municipalities with an unknown value. Null if no value is known or the indicator is not summable.',
    simple: true,
  })
  total!: number | null;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];

  /** The summarised values. */
  slice!: Slice;
}

export function summarise(slice: Slice, indicator: Indicator, sources: Sources): IndicatorSummary {
  const known = knownValues(slice);
  const ascending = [...known.values()].sort((a, b) => a - b);
  const ifKnown = <Value>(compute: () => Value) => (ascending.length > 0 ? compute() : null);
  const computed = (compute: () => number) => ifKnown(() => withoutNoise(compute()));
  return {
    indicator,
    period: slice.period,
    seriesCode: slice.seriesCode,
    state: slice.stateCode === null ? null : { code: slice.stateCode },
    isPartial: hasPartialValues(slice),
    knownCount: ascending.length,
    mean: computed(() => mean(ascending)),
    median: computed(() => quantile(ascending, 0.5)),
    quartile1: computed(() => quantile(ascending, 0.25)),
    quartile3: computed(() => quantile(ascending, 0.75)),
    standardDeviation: computed(() => standardDeviation(ascending)),
    min: ifKnown(() => extremeOf(known, ascending[0]!)),
    max: ifKnown(() => extremeOf(known, ascending.at(-1)!)),
    total: indicator.isSummable ? computed(() => sum(ascending)) : null,
    sources: sourcesOfSlices(sources, slice),
    slice,
  };
}

function extremeOf(known: ReadonlyMap<string, number>, value: number): Extreme {
  const codes = [...known].flatMap(([code, each]) => (each === value ? [code] : [])).sort();
  return { value, municipalityCodes: codes, municipalities: codes.map((code) => ({ code })) };
}
