import { Column, PeriodScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';

@ObjectType({
  description: 'A version of the methodology of an indicator. Values of different series are not comparable.',
})
@Entity({ tableName: 'series' })
export class Series extends Recorded {
  @Column(() => IndicatorCodeScalar, { key: true, description: 'The code of the indicator.' })
  indicatorCode!: string;

  @Column(() => String, {
    key: true,
    description: 'The code, unique within the indicator: `main` if there is only one.',
  })
  code!: string;

  @Column(() => String, { description: 'The name, in Spanish.' })
  name!: string;

  @Column(() => String, { description: 'How it differs from other series, in Spanish.' })
  description!: string;

  @Column(() => PeriodScalar, {
    nullable: true,
    description: 'The first published period; null if unknown.',
  })
  firstPeriod!: string | null;

  @Column(() => PeriodScalar, {
    nullable: true,
    description: 'The last published period; null if unknown.',
  })
  lastPeriod!: string | null;
}
