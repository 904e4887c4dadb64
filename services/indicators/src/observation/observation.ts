import { Column, connectionOf, MunicipalityCodeScalar, PeriodScalar, Recorded, versionOf } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Field, Float, ObjectType } from 'type-graphql';
import { Rank } from '../computed/rank.js';
import { Indicator } from '../indicator/indicator.js';
import { Series } from '../indicator/series.js';
import { Municipality } from '../place/municipality.js';
import { MUNICIPALITY, MUNICIPALITY_CODE } from '../vocabulary/descriptions.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { ObservationStatus } from '../vocabulary/observation-status.js';

@ObjectType({
  description:
    'The value of an indicator in a municipality for a period, as one source gives it. If sources disagree, all values are kept. Rankings, summaries, changes, composite indices and latest values use the preferred one: a known value before an unknown one, then the declared preference of the indicator, then the source published first.',
})
@Entity({ tableName: 'observation' })
export class Observation extends Recorded {
  static override readonly attached = ['source'] as const;

  @Column(() => MunicipalityCodeScalar, { key: true, description: MUNICIPALITY_CODE })
  municipalityCode!: string;

  @Column(() => IndicatorCodeScalar, { key: true, description: 'The code of the indicator.' })
  indicatorCode!: string;

  @Column(() => PeriodScalar, { key: true, description: 'The period that the value covers.' })
  period!: string;

  @Column(() => String, { key: true, storedAs: 'series', description: 'The code of the series.' })
  seriesCode!: string;

  @Column(() => String, { key: true, description: 'The code of the publication.' })
  sourceCode!: string;

  @Column(() => Float, {
    nullable: true,
    description: 'The value, in the unit of the indicator; null if the status says that there is none.',
  })
  value!: number | null;

  @Column(() => String, {
    nullable: true,
    description: 'The text of the value as it is in the file; null if the cell is empty.',
  })
  rawText!: string | null;

  @Column(() => ObservationStatus, { description: 'How the value was obtained, or why there is none.' })
  status!: ObservationStatus;

  @Column(() => Boolean, {
    storedAs: 'partial',
    description: 'Whether the value covers only part of the period, such as the elapsed months of a year.',
  })
  isPartial!: boolean;

  @Column(() => String, { nullable: true, description: 'A note of the source; null if there is none.' })
  note!: string | null;

  @Field(() => Indicator, { description: 'The indicator.', simple: true })
  indicator!: Indicator;

  @Field(() => String, { description: 'The unit of the value, as published, in Spanish.', simple: true })
  unit!: string;

  @Field(() => Series, { description: 'The series.', simple: true })
  series!: Series;

  @Field(() => Municipality, { nullable: true, description: MUNICIPALITY, simple: true })
  municipality!: Municipality;

  @Field(() => Rank, {
    nullable: true,
    description:
      "Its rank among the municipalities of the same state with a known value of the same indicator, period and series; null if the value is unknown or if another source's observation is preferred.",
    simple: true,
  })
  rank!: Rank | null;
}

@ObjectType({ description: 'A page of observations.' })
export class ObservationConnection extends connectionOf(Observation) {}

@ObjectType({ description: 'One recorded version of an observation.' })
export class ObservationVersion extends versionOf(Observation) {}
