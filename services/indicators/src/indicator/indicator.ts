import { Column, connectionOf, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';
import { Frequency } from '../vocabulary/frequency.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { Pillar } from '../vocabulary/pillar.js';
import { Polarity } from '../vocabulary/polarity.js';
import { Topic } from '../vocabulary/topic.js';
import { UnitCode } from '../vocabulary/unit-code.js';

@ObjectType({ description: 'Something about municipalities that is counted or measured over time.' })
@Directive('@key(fields: "code")')
@Entity({ tableName: 'indicator' })
export class Indicator extends Recorded {
  @Column(() => IndicatorCodeScalar, { key: true, description: 'Its code.' })
  code!: string;

  @Column(() => String, { description: 'Its name, in Spanish.' })
  name!: string;

  @Column(() => String, { description: 'What exactly is counted or measured, in Spanish.' })
  definition!: string;

  @Column(() => String, { description: 'The unit of its values, as published, in Spanish.' })
  unit!: string;

  @Column(() => UnitCode, { description: 'The unit of its values, as a code.' })
  unitCode!: UnitCode;

  @Column(() => Polarity, { description: 'Whether higher or lower values are the better ones.' })
  polarity!: Polarity;

  @Column(() => Topic, { description: 'What it is about.' })
  topic!: Topic;

  @Column(() => Pillar, {
    nullable: true,
    description: 'The pillar of open government that it measures; null where it measures none.',
  })
  pillar!: Pillar | null;

  @Column(() => Frequency, { description: 'How often it is published.' })
  frequency!: Frequency;

  @Column(() => Int, { description: 'How many decimals of its values are worth showing.' })
  decimals!: number;

  @Column(() => Boolean, {
    description: 'Whether values of municipalities may be added up: counts and money may, rates and indices may not.',
  })
  summable!: boolean;
}

@ObjectType({ description: 'A page of indicators.' })
export class IndicatorConnection extends connectionOf(Indicator) {}
