import { Column, connectionOf, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';
import { Frequency } from '../vocabulary/frequency.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { Pillar } from '../vocabulary/pillar.js';
import { Polarity } from '../vocabulary/polarity.js';
import { Topic } from '../vocabulary/topic.js';
import { UnitCode } from '../vocabulary/unit-code.js';

@ObjectType({ description: 'A quantity that is counted or measured in municipalities over time.' })
@Directive('@key(fields: "code")')
@Entity({ tableName: 'indicator' })
export class Indicator extends Recorded {
  @Column(() => IndicatorCodeScalar, { key: true, description: 'The code.' })
  code!: string;

  @Column(() => String, { description: 'The name, in Spanish.' })
  name!: string;

  @Column(() => String, { description: 'What is counted or measured, in Spanish.' })
  definition!: string;

  @Column(() => String, { description: 'The unit of its values, as published, in Spanish.' })
  unit!: string;

  @Column(() => UnitCode, { description: 'The unit of its values, as a code.' })
  unitCode!: UnitCode;

  @Column(() => Polarity, { description: 'Whether higher or lower values are better.' })
  polarity!: Polarity;

  @Column(() => Topic, { description: 'The topic.' })
  topic!: Topic;

  @Column(() => Pillar, {
    nullable: true,
    description: 'The pillar of open government that it measures; null if none.',
  })
  pillar!: Pillar | null;

  @Column(() => Frequency, { description: 'The publication frequency.' })
  frequency!: Frequency;

  @Column(() => Int, { description: 'Number of decimals to show.' })
  decimals!: number;

  @Column(() => Boolean, {
    storedAs: 'summable',
    description:
      'Whether values of municipalities can be added: true for counts and money, false for rates and indices.',
  })
  isSummable!: boolean;
}

@ObjectType({ description: 'A page of indicators.' })
export class IndicatorConnection extends connectionOf(Indicator) {}
