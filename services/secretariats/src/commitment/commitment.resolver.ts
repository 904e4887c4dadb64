import { type CalendarDate, type Context, DateScalar, historyKey, PageArgs, page } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import {
  actionPlansOfCommitment,
  authorityById,
  commitmentById,
  commitmentHistory,
  evidenceOf,
  milestonesOf,
  municipalitiesOfCommitment,
  partnersOf,
} from '../loaders.js';
import { ON_DAY } from '../vocabulary/on-day.js';
import { ActionPlan } from './action-plan.js';
import { Commitment, CommitmentConnection, CommitmentVersion } from './commitment.js';
import { commitmentOrders, commitments } from './commitment.repository.js';
import { CommitmentsArgs } from './commitment-args.js';
import { CommitmentPartner } from './commitment-partner.js';
import { Evidence } from './evidence.js';
import { Milestone } from './milestone.js';
import { MunicipalityCommitmentConnection } from './municipality-commitment.js';
import { isOverdue } from './overdue.js';

@Resolver(() => Commitment)
export class CommitmentResolver {
  @Query(() => Commitment, { nullable: true, description: 'The commitment with this id; null if there is none.' })
  commitment(@Ctx() { loads }: Context, @Arg('id', () => ID, { description: 'Identifier.' }) id: string) {
    return loads.load(commitmentById, id);
  }

  @Query(() => CommitmentConnection, { nullable: true, description: 'Commitments.' })
  commitments(@Ctx() { snapshot, today }: Context, @Args(() => CommitmentsArgs) args: CommitmentsArgs) {
    const { orderBy, search, overdueOn = today } = args;
    const rows = commitments(snapshot, { ...args, overdueOn });
    return page(rows, `commitments ${orderBy}`, commitmentOrders[orderBy](search), args);
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The lead authority; null if none is known. It may have ended since: see `activity` and `successor`.',
  })
  leadAuthority(@Root('leadAuthorityId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether its end has passed and it is not complete. Null if that is unknown: the end is unknown or before the start, or it has passed and there is no evaluation. An end known to the month or year passes with its last day.',
  })
  async isOverdue(
    @Root() { endsOn, hasInconsistentDates, completion }: Commitment,
    @Ctx() { today }: Context,
    @Arg('on', () => DateScalar, { nullable: true, description: ON_DAY }) on?: CalendarDate,
  ) {
    return isOverdue({ endsOn, hasInconsistentDates, completion }, on ?? today);
  }

  @FieldResolver(() => [CommitmentPartner], { description: 'Partners of the lead authority, in order.' })
  partners(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(partnersOf, id);
  }

  @FieldResolver(() => [ActionPlan], { description: 'Its action plans, newest first.' })
  actionPlans(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(actionPlansOfCommitment, id);
  }

  @FieldResolver(() => MunicipalityCommitmentConnection, {
    description: 'The municipalities that it affects, by code.',
  })
  affectedMunicipalities(@Root('id') id: string, @Ctx() { loads }: Context, @Args(() => PageArgs) args: PageArgs) {
    return loads.load(municipalitiesOfCommitment, id, args);
  }

  @FieldResolver(() => [Milestone], { description: 'Its milestones, by number.' })
  milestones(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(milestonesOf, id);
  }

  @FieldResolver(() => [CommitmentVersion], {
    description: 'All recorded versions, newest first. Milestones, evidence and partners have no versions here.',
  })
  history(@Root() commitment: Commitment, @Ctx() { loads }: Context) {
    return loads.load(commitmentHistory, historyKey(Commitment, commitment));
  }

  @FieldResolver(() => [Evidence], { description: 'Evidence for the commitment and its milestones, in order.' })
  evidence(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(evidenceOf, id);
  }
}
