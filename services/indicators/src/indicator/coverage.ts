import { PeriodScalar, SOURCES_OF_VALUE, Source } from '@cabildo/kit';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A period with observations of an indicator, in one series.' })
export class IndicatorPeriod {
  @Field(() => PeriodScalar, { description: 'The period.', simple: true })
  period!: string;

  @Field(() => String, { description: 'The code of the series.', simple: true })
  seriesCode!: string;

  @Field(() => Boolean, { description: 'Whether some values cover only part of the period.', simple: true })
  isPartial!: boolean;

  @Field(() => Int, { description: 'Number of municipalities with a known value.', simple: true })
  knownCount!: number;

  @Field(() => Int, { description: 'Number of municipalities recorded without a known value.', simple: true })
  unknownCount!: number;

  @Field(() => [String], { description: 'The codes of the publications with these observations.', simple: true })
  sourceCodes!: string[];

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}

@ObjectType({ description: 'Counts of the known values of an indicator.' })
export class IndicatorCoverage {
  @Field(() => Int, { description: 'Number of municipalities with a known value for any period.', simple: true })
  municipalityCount!: number;

  @Field(() => Int, {
    description: 'Number of known values, over all periods, series and sources.',
    simple: true,
  })
  observationCount!: number;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'The first period with a known value; null if there is none.',
    simple: true,
  })
  firstPeriod!: string | null;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'The last period with a known value; null if there is none.',
    simple: true,
  })
  lastPeriod!: string | null;

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}
