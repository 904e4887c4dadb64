import { Column, PeriodScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';

@ObjectType({
  description:
    'A version of the methodology of an indicator. Figures of two series of an indicator are not comparable with each other.',
})
@Entity({ tableName: 'series' })
export class Series extends Recorded {
  @Column(() => IndicatorCodeScalar, { key: true })
  indicatorCode!: string;

  @Column(() => String, {
    key: true,
    description: 'Its code, unique within the indicator: `main` where there is one only.',
  })
  code!: string;

  @Column(() => String, { description: 'Its name, in Spanish.' })
  name!: string;

  @Column(() => String, { description: 'What distinguishes it, in Spanish.' })
  description!: string;

  @Column(() => PeriodScalar, {
    nullable: true,
    description: 'The first period that it was published for; null where unknown.',
  })
  firstPeriod!: string | null;

  @Column(() => PeriodScalar, {
    nullable: true,
    description: 'The last period that it was published for; null where unknown.',
  })
  lastPeriod!: string | null;
}
