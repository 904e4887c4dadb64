import { PeriodScalar } from '@cabildo/kit';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Indicator } from '../indicator/indicator.js';
import { Municipality } from '../place/municipality.js';
import { State } from '../place/state.js';
import { isPartial, knownValues, type Slice } from './slice.js';
import { mean, quantile, standardDeviation, sum } from './statistics.js';

@ObjectType({ description: 'The smallest or the largest value of a period, and where it is found.' })
export class Extreme {
  @Field(() => Float, { description: 'The value, in the unit of the indicator.', simple: true })
  value!: number;

  @Field(() => [Municipality], {
    nullable: true,
    description: 'All municipalities with this value, by code.',
    simple: true,
  })
  municipalities!: Municipality[];
}

const unknownWhereNone = 'null where no value is known';

@ObjectType({
  description:
    'The known values of an indicator over municipalities, in one period and series. Each municipality counts once, whatever its population.',
})
export class IndicatorSummary {
  @Field(() => Indicator, { description: 'What is summed up.', simple: true })
  indicator!: Indicator;

  @Field(() => PeriodScalar, { description: 'The period.', simple: true })
  period!: string;

  @Field(() => String, { description: 'The code of the series.', simple: true })
  series!: string;

  @Field(() => State, {
    nullable: true,
    description: 'The state; null where it is over all that are recorded.',
    simple: true,
  })
  state!: State | null;

  @Field(() => Boolean, { description: 'Whether some of the values cover only a part of the period.', simple: true })
  partial!: boolean;

  @Field(() => Int, { description: 'How many municipalities have a known value.', simple: true })
  count!: number;

  @Field(() => Float, { nullable: true, description: `The arithmetic mean; ${unknownWhereNone}.`, simple: true })
  mean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `The median, interpolated between the two in the middle (percentile_cont); ${unknownWhereNone}.`,
    simple: true,
  })
  median!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `The first quartile: a quarter of the values lie below it; interpolated (percentile_cont); ${unknownWhereNone}.`,
    simple: true,
  })
  quartile1!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `The third quartile: three quarters of the values lie below it; interpolated (percentile_cont); ${unknownWhereNone}.`,
    simple: true,
  })
  quartile3!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `The standard deviation of the whole population (divided by count, not by count - 1); ${unknownWhereNone}.`,
    simple: true,
  })
  standardDeviation!: number | null;

  @Field(() => Extreme, { nullable: true, description: `The smallest value; ${unknownWhereNone}.`, simple: true })
  min!: Extreme | null;

  @Field(() => Extreme, { nullable: true, description: `The largest value; ${unknownWhereNone}.`, simple: true })
  max!: Extreme | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The sum of the known values, so without the missing municipalities; null where none is known, and where the indicator may not be summed.',
    simple: true,
  })
  total!: number | null;

  /** What it sums up. */
  slice!: Slice;
}

export function summarise(slice: Slice, indicator: Indicator): IndicatorSummary {
  const known = knownValues(slice);
  const ascending = [...known.values()].sort((a, b) => a - b);
  const ifKnown = <Value>(compute: () => Value) => (ascending.length > 0 ? compute() : null);
  const extreme = (value: number): Extreme => ({ value, municipalities: whereIs(known, value) });
  return {
    indicator,
    period: slice.period,
    series: slice.series,
    state: slice.stateCode === null ? null : { code: slice.stateCode },
    partial: isPartial(slice),
    count: ascending.length,
    mean: ifKnown(() => mean(ascending)),
    median: ifKnown(() => quantile(ascending, 0.5)),
    quartile1: ifKnown(() => quantile(ascending, 0.25)),
    quartile3: ifKnown(() => quantile(ascending, 0.75)),
    standardDeviation: ifKnown(() => standardDeviation(ascending)),
    min: ifKnown(() => extreme(ascending[0]!)),
    max: ifKnown(() => extreme(ascending.at(-1)!)),
    total: indicator.summable ? ifKnown(() => sum(ascending)) : null,
    slice,
  };
}

const whereIs = (known: ReadonlyMap<string, number>, value: number): Municipality[] =>
  [...known]
    .filter(([, each]) => each === value)
    .map(([code]) => ({ code }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
