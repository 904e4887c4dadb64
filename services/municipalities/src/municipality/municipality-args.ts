import { type MunicipalityCode, MunicipalityCodeScalar, PageArgs, StateCodeScalar } from '@cabildo/kit';
import { ArgsType, Field, Int } from 'type-graphql';
import { MunicipalityOrder } from '../vocabulary/municipality-order.js';
import type { MunicipalityFilter } from './municipality.repository.js';

@ArgsType()
export class MunicipalitiesBelowArgs extends PageArgs implements MunicipalityFilter {
  @Field(() => [MunicipalityCodeScalar], { nullable: true, description: 'Only municipalities with these codes.' })
  codes?: MunicipalityCode[];

  @Field(() => String, { nullable: true, description: 'Only municipalities of the metropolitan zone with this name.' })
  metropolitanZone?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Only municipalities with at least this population in their newest count.',
  })
  populationAtLeast?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Only municipalities with at most this population in their newest count.',
  })
  populationAtMost?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Only municipalities whose current or former name is similar. Tolerates missing accents and typing errors.',
  })
  search?: string;

  @Field(() => MunicipalityOrder, { defaultValue: MunicipalityOrder.RELEVANCE, description: 'The order of the list.' })
  orderBy: MunicipalityOrder = MunicipalityOrder.RELEVANCE;
}

@ArgsType()
export class MunicipalitiesArgs extends MunicipalitiesBelowArgs {
  @Field(() => StateCodeScalar, { nullable: true, description: 'Only municipalities of this state.' })
  state?: string;
}
