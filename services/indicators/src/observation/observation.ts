import { Column, connectionOf, MunicipalityCodeScalar, PeriodScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Field, Float, ObjectType } from 'type-graphql';
import { Rank } from '../computed/rank.js';
import { Indicator } from '../indicator/indicator.js';
import { Series } from '../indicator/series.js';
import { Municipality } from '../place/municipality.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { ObservationStatus } from '../vocabulary/observation-status.js';

@ObjectType({
  description:
    'The value of an indicator in a municipality for a period, as one source gives it. Where two sources give a figure for the same thing, both stand; where one is needed (latest values, rankings, summaries, changes, composite indices) it is a known value before an unknown one, then that of the source whose code comes first in the alphabet.',
})
@Entity({ tableName: 'observation' })
export class Observation extends Recorded {
  static override readonly attached = ['source'] as const;

  @Column(() => MunicipalityCodeScalar, { key: true })
  municipalityCode!: string;

  @Column(() => IndicatorCodeScalar, { key: true })
  indicatorCode!: string;

  @Column(() => PeriodScalar, { key: true, description: 'The time that it covers.' })
  period!: string;

  @Column(() => String, {
    key: true,
    description: 'The code of the series (version of the methodology) that it belongs to.',
  })
  series!: string;

  @Column(() => String, { key: true, description: 'The code of the publication that it comes from.' })
  sourceCode!: string;

  @Column(() => Float, {
    nullable: true,
    description: 'The value, in the unit of the indicator; null exactly where the status says that there is none.',
  })
  value!: number | null;

  @Column(() => String, {
    nullable: true,
    description: 'The text that stood for the value in the file; null where the cell was empty.',
  })
  rawText!: string | null;

  @Column(() => ObservationStatus, { description: 'How the value was come by, or why there is none.' })
  status!: ObservationStatus;

  @Column(() => Boolean, {
    description: 'Whether it covers only a part of the period, such as the months of a year that have passed.',
  })
  partial!: boolean;

  @Column(() => String, { nullable: true, description: 'What the source adds to it; null where nothing.' })
  note!: string | null;

  @Field(() => Indicator, { description: 'What is counted or measured.', simple: true })
  indicator!: Indicator;

  @Field(() => String, { description: 'The unit of the value, as published, in Spanish.', simple: true })
  unit!: string;

  @Field(() => Series, { description: 'The series that it belongs to.', simple: true })
  methodology!: Series;

  @Field(() => Municipality, { nullable: true, description: 'Where it was counted or measured.', simple: true })
  municipality!: Municipality;

  @Field(() => Rank, {
    nullable: true,
    description:
      'Its rank among the municipalities of the same state with a known value of the same indicator, period and series; null where the value is unknown, or where that of another source stands for the municipality.',
    simple: true,
  })
  rank!: Rank | null;
}

@ObjectType({ description: 'A page of observations.' })
export class ObservationConnection extends connectionOf(Observation) {}
