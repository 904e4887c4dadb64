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
import { Observation } from '../observation/observation.js';
import { Municipality } from '../place/municipality.js';
import { MUNICIPALITY, MUNICIPALITY_CODE } from '../vocabulary/descriptions.js';
import { Polarity } from '../vocabulary/polarity.js';
import { knownValues, type Slice, sourcesOfSlices } from './slice.js';
import { mean, quantile, sum, withoutNoise } from './statistics.js';

@ObjectType({
  description: 'The change of an indicator in a municipality from one period to a later one, in one series.',
})
export class ObservationChange {
  @Field(() => MunicipalityCodeScalar, { description: MUNICIPALITY_CODE, simple: true })
  municipalityCode!: string;

  @Field(() => Municipality, { nullable: true, description: MUNICIPALITY, simple: true })
  municipality!: Municipality;

  @Field(() => Observation, { description: 'The earlier observation.', simple: true })
  earlier!: Observation;

  @Field(() => Observation, { description: 'The later observation.', simple: true })
  later!: Observation;

  @Field(() => Float, {
    description:
      'The later value minus the earlier one, in the unit of the indicator: percentage points for percentages.',
    simple: true,
  })
  absolute!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The absolute change as a percentage of the size of the earlier value; null if that is 0.',
    simple: true,
  })
  relativePercent!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the change is an improvement; null if there is no change or the indicator is NEUTRAL.',
    simple: true,
  })
  isImprovement!: boolean | null;

  @Field(() => Boolean, { description: 'Whether either value covers only part of its period.', simple: true })
  isPartial!: boolean;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}

@ObjectType({ description: 'A page of changes.' })
export class ObservationChangeConnection extends connectionOf(ObservationChange) {}

@ObjectType({ description: 'A summary of the changes of an indicator over municipalities, in one series.' })
export class ChangeSummary {
  @Field(() => Indicator, { description: 'The indicator.', simple: true })
  indicator!: Indicator;

  @Field(() => PeriodScalar, { description: 'The earlier period.', simple: true })
  earlierPeriod!: string;

  @Field(() => PeriodScalar, { description: 'The later period.', simple: true })
  laterPeriod!: string;

  @Field(() => String, { description: 'The code of the series.', simple: true })
  seriesCode!: string;

  @Field(() => Int, { description: 'Number of municipalities with a known value for both periods.', simple: true })
  comparedCount!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The mean of the absolute changes; null if there are none.',
    simple: true,
  })
  mean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The median of the absolute changes, interpolated (percentile_cont); null if there are none.',
    simple: true,
  })
  median!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The sum of the absolute changes; null if there are none or the indicator is not summable.',
    simple: true,
  })
  total!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of municipalities that improved; null if the indicator is NEUTRAL.',
    simple: true,
  })
  improvedCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Number of municipalities that deteriorated; null if the indicator is NEUTRAL.',
    simple: true,
  })
  worsenedCount!: number | null;

  @Field(() => Int, { description: 'Number of municipalities without change.', simple: true })
  unchangedCount!: number;

  @Field(() => [MunicipalityCodeScalar], {
    description: 'The codes of the municipalities with an observation for either period, but no known value for both.',
    simple: true,
  })
  incompleteMunicipalityCodes!: string[];

  @Field(() => [Municipality], {
    nullable: true,
    description: 'The municipalities with an observation for either period, but no known value for both, by code.',
    simple: true,
  })
  incompleteMunicipalities!: Municipality[];

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];

  /** The compared values. */
  comparison!: Comparison;
}

/** A change before its observations are read. */
export type UnattachedChange = Omit<ObservationChange, 'earlier' | 'later'>;

/** The values of two comparable periods. */
export interface Comparison {
  indicator: Indicator;
  earlier: Slice;
  later: Slice;
  sources: Sources;
}

export function changeOf({ indicator, earlier, later, sources }: Comparison, code: string): UnattachedChange | null {
  const [before, after] = [earlier.values.get(code), later.values.get(code)];
  if (before?.value == null || after?.value == null) return null;
  const absolute = withoutNoise(after.value - before.value);
  return {
    municipalityCode: code,
    municipality: { code },
    absolute,
    relativePercent: before.value === 0 ? null : withoutNoise((100 * absolute) / Math.abs(before.value)),
    isImprovement: improves(absolute, indicator.polarity),
    isPartial: before.isPartial || after.isPartial,
    sources: sourcesOfSlices(sources, earlier, later),
  };
}

const improves = (absolute: number, polarity: Polarity) =>
  absolute === 0 || polarity === Polarity.NEUTRAL ? null : absolute > 0 === (polarity === Polarity.HIGHER_IS_BETTER);

/** The municipalities with an observation for either period, by code. */
const codesIn = ({ earlier, later }: Comparison) =>
  [...new Set([...earlier.values.keys(), ...later.values.keys()])].sort();

/** The changes of all municipalities, by code. */
export const changesIn = (comparison: Comparison): UnattachedChange[] =>
  codesIn(comparison).flatMap((code) => changeOf(comparison, code) ?? []);

export function summariseChange(comparison: Comparison): ChangeSummary {
  const { indicator, earlier, later, sources } = comparison;
  const changes = changesIn(comparison);
  const ascending = changes.map(({ absolute }) => absolute).sort((a, b) => a - b);
  const computed = (compute: () => number) => (ascending.length > 0 ? withoutNoise(compute()) : null);
  const count = (isImprovement: boolean) =>
    indicator.polarity === Polarity.NEUTRAL
      ? null
      : changes.filter((change) => change.isImprovement === isImprovement).length;
  const incomplete = incompleteIn(comparison);
  return {
    indicator,
    earlierPeriod: earlier.period,
    laterPeriod: later.period,
    seriesCode: earlier.seriesCode,
    comparedCount: changes.length,
    mean: computed(() => mean(ascending)),
    median: computed(() => quantile(ascending, 0.5)),
    total: indicator.isSummable ? computed(() => sum(ascending)) : null,
    improvedCount: count(true),
    worsenedCount: count(false),
    unchangedCount: changes.filter(({ absolute }) => absolute === 0).length,
    incompleteMunicipalityCodes: incomplete,
    incompleteMunicipalities: incomplete.map((code) => ({ code })),
    sources: sourcesOfSlices(sources, earlier, later),
    comparison,
  };
}

function incompleteIn(comparison: Comparison): string[] {
  const known = [knownValues(comparison.earlier), knownValues(comparison.later)];
  return codesIn(comparison).filter((code) => !known.every((values) => values.has(code)));
}
