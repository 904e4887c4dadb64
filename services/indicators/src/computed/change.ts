import { connectionOf, PeriodScalar } from '@cabildo/kit';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Indicator } from '../indicator/indicator.js';
import { Observation } from '../observation/observation.js';
import { Municipality } from '../place/municipality.js';
import { Polarity } from '../vocabulary/polarity.js';
import { type Figure, knownValues, type Slice } from './slice.js';
import { mean, quantile, sum } from './statistics.js';

@ObjectType({
  description: 'How the value of an indicator in a municipality changed from one period to another, in one series.',
})
export class Change {
  @Field(() => Municipality, { nullable: true, description: 'The municipality.', simple: true })
  municipality!: Municipality;

  @Field(() => Observation, { description: 'What it was.', simple: true })
  from!: Observation;

  @Field(() => Observation, { description: 'What it became.', simple: true })
  until!: Observation;

  @Field(() => Float, {
    description: 'What it became less what it was, in the unit of the indicator: percentage points for percentages.',
    simple: true,
  })
  absolute!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The absolute change in percent of the size of what it was; null where that was 0.',
    simple: true,
  })
  relativePercent!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it changed to the better; null where it did not change, and where neither way is better.',
    simple: true,
  })
  improved!: boolean | null;

  @Field(() => Boolean, {
    description:
      'Whether either figure covers only a part of its period: the change is then not one between whole periods.',
    simple: true,
  })
  partial!: boolean;
}

@ObjectType({ description: 'A page of changes.' })
export class ChangeConnection extends connectionOf(Change) {}

@ObjectType({ description: 'How an indicator changed from one period to another, over municipalities, in one series.' })
export class IndicatorChange {
  @Field(() => Indicator, { description: 'What changed.', simple: true })
  indicator!: Indicator;

  @Field(() => PeriodScalar, { description: 'The earlier period.', simple: true })
  from!: string;

  @Field(() => PeriodScalar, { description: 'The later period.', simple: true })
  until!: string;

  @Field(() => String, { description: 'The code of the series that both figures belong to.', simple: true })
  series!: string;

  @Field(() => Int, { description: 'How many municipalities have a known value for both periods.', simple: true })
  count!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The mean of the absolute changes; null where there are none.',
    simple: true,
  })
  mean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The median of the absolute changes, interpolated (percentile_cont); null where there are none.',
    simple: true,
  })
  median!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The sum of the absolute changes; null where there are none, and where the indicator may not be summed.',
    simple: true,
  })
  total!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many changed to the better; null where neither way is better.',
    simple: true,
  })
  improved!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many changed to the worse; null where neither way is better.',
    simple: true,
  })
  worsened!: number | null;

  @Field(() => Int, { description: 'How many did not change.', simple: true })
  unchanged!: number;

  @Field(() => [Municipality], {
    nullable: true,
    description:
      'The municipalities that have a figure for one of the periods, but not a known value for both, by code.',
    simple: true,
  })
  incomplete!: Municipality[];

  /** What is compared. */
  comparison!: Comparison;
}

/** A change before its observations are read. */
export type MunicipalityChange = Omit<Change, 'from' | 'until'>;

/** The figures of two periods that may be compared. */
export interface Comparison {
  indicator: Indicator;
  from: Slice;
  until: Slice;
}

export function changeOf({ indicator, from, until }: Comparison, code: string): MunicipalityChange | null {
  const [was, became] = [from.figures.get(code), until.figures.get(code)];
  if (was?.value == null || became?.value == null) return null;
  const absolute = became.value - was.value;
  return {
    municipality: { code },
    absolute,
    relativePercent: was.value === 0 ? null : (100 * absolute) / Math.abs(was.value),
    improved: improves(absolute, indicator.polarity),
    partial: coversPart(was, became),
  };
}

const coversPart = (...figures: Figure[]) => figures.some(({ partial }) => partial);

const improves = (absolute: number, polarity: Polarity) =>
  absolute === 0 || polarity === Polarity.NEUTRAL ? null : absolute > 0 === (polarity === Polarity.HIGHER_IS_BETTER);

/** The municipalities that either period has a figure of, by code. */
const codesIn = ({ from, until }: Comparison) => [...new Set([...from.figures.keys(), ...until.figures.keys()])].sort();

/** The changes of all municipalities, by code. */
export const changesIn = (comparison: Comparison): MunicipalityChange[] =>
  codesIn(comparison).flatMap((code) => changeOf(comparison, code) ?? []);

export function summariseChange(comparison: Comparison): IndicatorChange {
  const { indicator, from, until } = comparison;
  const changes = changesIn(comparison);
  const ascending = changes.map(({ absolute }) => absolute).sort((a, b) => a - b);
  const known = [knownValues(from), knownValues(until)];
  const ifAny = <Value>(compute: () => Value) => (ascending.length > 0 ? compute() : null);
  const count = (improved: boolean) =>
    indicator.polarity === Polarity.NEUTRAL ? null : changes.filter((change) => change.improved === improved).length;
  return {
    indicator,
    from: from.period,
    until: until.period,
    series: from.series,
    count: changes.length,
    mean: ifAny(() => mean(ascending)),
    median: ifAny(() => quantile(ascending, 0.5)),
    total: indicator.summable ? ifAny(() => sum(ascending)) : null,
    improved: count(true),
    worsened: count(false),
    unchanged: changes.filter(({ absolute }) => absolute === 0).length,
    incomplete: codesIn(comparison)
      .filter((code) => !known.every((values) => values.has(code)))
      .map((code) => ({ code })),
    comparison,
  };
}
