import {
  type CalendarDate,
  DateScalar,
  type MunicipalityCode,
  MunicipalityCodeScalar,
  PageArgs,
  type StateCode,
  StateCodeScalar,
} from '@cabildo/kit';
import { ArgsType, Field, ID } from 'type-graphql';
import { Completion, Novelty } from '../vocabulary/assessment.js';
import { CommitmentOrder } from '../vocabulary/commitment-order.js';
import { OgpValue } from '../vocabulary/ogp-value.js';
import { Pillar } from '../vocabulary/pillar.js';
import type { CommitmentFilter } from './commitment.repository.js';

@ArgsType()
export class CommitmentsBelowArgs extends PageArgs implements CommitmentFilter {
  @Field(() => Pillar, { nullable: true, description: 'Only commitments with this pillar.' })
  pillar?: Pillar;

  @Field(() => OgpValue, { nullable: true, description: 'Only commitments with this OGP value.' })
  ogpValue?: OgpValue;

  @Field(() => Completion, { nullable: true, description: 'Only commitments at this completion level.' })
  completion?: Completion;

  @Field(() => Novelty, { nullable: true, description: 'Only new commitments, or only continued ones.' })
  novelty?: Novelty;

  @Field(() => String, { nullable: true, description: 'Only commitments of this policy area, as published.' })
  policyArea?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Only commitments with this text in their title, problem, action, contribution, lead or note. Tolerates missing accents; typing errors are tolerated in the title only.',
  })
  search?: string;

  @Field(() => CommitmentOrder, { defaultValue: CommitmentOrder.RELEVANCE, description: 'The order of the list.' })
  orderBy: CommitmentOrder = CommitmentOrder.RELEVANCE;
}

@ArgsType()
export class CommitmentsArgs extends CommitmentsBelowArgs {
  @Field(() => ID, { nullable: true, description: 'Only commitments led by the authority with this id.' })
  leadAuthorityId?: string;

  @Field(() => MunicipalityCodeScalar, {
    nullable: true,
    description: 'Only commitments that affect this municipality.',
  })
  municipality?: MunicipalityCode;

  @Field(() => StateCodeScalar, {
    nullable: true,
    description:
      'Only commitments of this state: in a plan of one of its exercises, led by one of its authorities, or affecting one of its municipalities.',
  })
  state?: StateCode;

  @Field(() => String, { nullable: true, description: 'Only commitments of this OGP member, as OGP writes it.' })
  ogpMember?: string;

  @Field(() => ID, { nullable: true, description: 'Only commitments in the action plan with this id.' })
  actionPlanId?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only commitments with this value of `isOverdue`. Commitments with an unknown value match neither.',
  })
  isOverdue?: boolean;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day of `isOverdue`. Defaults to today in the time zone of the hub (America/Mexico_City), or to the day of the as-of moment.',
  })
  overdueOn?: CalendarDate;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only commitments with at least one piece of evidence, or only commitments without.',
  })
  hasEvidence?: boolean;
}
