import { MunicipalityCodeScalar, PageArgs, PeriodScalar, StateCodeScalar } from '@cabildo/kit';
import { ArgsType, Field, Float } from 'type-graphql';
import { ONLY_MUNICIPALITIES, ONLY_STATE, PERIOD, SERIES_CODE } from '../vocabulary/descriptions.js';
import { RankingOrder } from '../vocabulary/ranking-order.js';
import type { SliceChoice } from './slice-choice.js';

@ArgsType()
export class RankingArgs implements SliceChoice {
  @Field(() => PeriodScalar, { nullable: true, description: PERIOD })
  period?: string;

  @Field(() => String, { nullable: true, description: SERIES_CODE })
  seriesCode?: string;

  @Field(() => StateCodeScalar, { nullable: true, description: ONLY_STATE })
  state?: string;

  @Field(() => [MunicipalityCodeScalar], { nullable: true, description: ONLY_MUNICIPALITIES })
  municipalities?: string[];
}

@ArgsType()
export class EntriesArgs extends PageArgs {
  @Field(() => RankingOrder, { defaultValue: RankingOrder.POSITION_ASC, description: 'The order of the list.' })
  orderBy: RankingOrder = RankingOrder.POSITION_ASC;

  @Field(() => Float, {
    nullable: true,
    description: 'Only entries with this value or more. Positions stay as they are.',
  })
  valueAtLeast?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Only entries with this value or less. Positions stay as they are.',
  })
  valueAtMost?: number;

  includes(value: number): boolean {
    return value >= (this.valueAtLeast ?? -Infinity) && value <= (this.valueAtMost ?? Infinity);
  }
}
