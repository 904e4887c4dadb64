import { PeriodScalar } from '@cabildo/kit';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A period that an indicator has figures for, in one series.' })
export class IndicatorPeriod {
  @Field(() => PeriodScalar, { description: 'The period.', simple: true })
  period!: string;

  @Field(() => String, { description: 'The code of the series.', simple: true })
  series!: string;

  @Field(() => Boolean, { description: 'Whether some of the figures cover only a part of the period.', simple: true })
  partial!: boolean;

  @Field(() => Int, { description: 'How many municipalities have a known value.', simple: true })
  knownCount!: number;

  @Field(() => Int, { description: 'How many municipalities are recorded without a known value.', simple: true })
  unknownCount!: number;

  @Field(() => [String], { description: 'The codes of the publications that the figures come from.', simple: true })
  sourceCodes!: string[];
}

@ObjectType({ description: 'How much is known of an indicator.' })
export class IndicatorCoverage {
  @Field(() => Int, { description: 'How many municipalities have a known value for any period.', simple: true })
  municipalityCount!: number;

  @Field(() => Int, {
    description: 'How many known values there are, over all periods, series and sources.',
    simple: true,
  })
  observationCount!: number;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'The first period with a known value; null where none is known.',
    simple: true,
  })
  firstPeriod!: string | null;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'The last period with a known value; null where none is known.',
    simple: true,
  })
  lastPeriod!: string | null;
}
