import { Column, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';

@ObjectType({
  description:
    'A declared preference for a source of an indicator, with its reason. Sources without one follow, oldest publication first.',
})
@Entity({ tableName: 'source_preference' })
export class SourcePreference extends Recorded {
  @Column(() => IndicatorCodeScalar, { key: true, description: 'The code of the indicator.' })
  indicatorCode!: string;

  @Column(() => String, {
    key: true,

    description: 'The code of the publication.',
  })
  preferredSourceCode!: string;

  @Column(() => Int, { description: 'Position of the source, from 1, the most preferred.' })
  position!: number;

  @Column(() => String, { description: 'The reason for the preference, in Spanish.' })
  reason!: string;
}
