import { type CalendarDate, type Context, DateScalar, historyKey, notFound, PageArgs, page } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import {
  actionPlansHolding,
  authorityById,
  commitmentById,
  commitmentHistory,
  evidenceOf,
  milestonesOf,
  municipalitiesOfCommitment,
  partnersOf,
} from '../loaders.js';
import type { Completion } from '../vocabulary/assessment.js';
import { ActionPlan } from './action-plan.js';
import { Commitment, CommitmentConnection } from './commitment.js';
import { commitmentOrders, commitments } from './commitment.repository.js';
import { CommitmentsArgs } from './commitment-args.js';
import { CommitmentPartner } from './commitment-partner.js';
import { Evidence } from './evidence.js';
import { Milestone } from './milestone.js';
import { MunicipalityCommitmentConnection } from './municipality-commitment.js';
import { isOverdue } from './overdue.js';

@Resolver(() => Commitment)
export class CommitmentResolver {
  @Query(() => Commitment, { nullable: true, description: 'The commitment of an id; an error where there is none.' })
  async commitment(@Ctx() { loads }: Context, @Arg('id', () => String, { description: 'Its identifier.' }) id: string) {
    const found = await loads.load(commitmentById, id);
    if (!found) throw notFound('commitment', id, 'commitments');
    return found;
  }

  @Query(() => CommitmentConnection, { nullable: true, description: 'Commitments, a page at a time.' })
  commitments(@Ctx() { snapshot, today }: Context, @Args(() => CommitmentsArgs) args: CommitmentsArgs) {
    const { orderBy, text, overdueOn = today } = args;
    const rows = commitments(snapshot, { ...args, overdueOn });
    return page(rows, `commitments ${orderBy}`, commitmentOrders[orderBy](text), args);
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description:
      'The authority in charge; null where none is known. It may have ended since: see `isInForce` and `successor`.',
  })
  leadAuthority(@Root('leadAuthorityId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether its end has passed and it is not complete. False where it is complete or its end is yet to come; null, for not known, where the end is not known or lies before the start, or has passed and no evaluation tells of completion. An end known to the month or the year passes with its last day.',
  })
  async isOverdue(
    @Root('end') end: string | null,
    @Root('datesInconsistent') datesInconsistent: boolean | null,
    @Root('completion') completion: Completion | null,
    @Ctx() { today }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day; where left out today (UTC), or the day that the request asks as of.',
    })
    on?: CalendarDate,
  ) {
    return isOverdue({ end, datesInconsistent, completion }, on ?? today);
  }

  @FieldResolver(() => [CommitmentPartner], {
    description: 'Who carries it out together with the authority in charge.',
  })
  partners(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(partnersOf, id);
  }

  @FieldResolver(() => [ActionPlan], { description: 'The action plans that hold it, newest first.' })
  plans(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(actionPlansHolding, id);
  }

  @FieldResolver(() => MunicipalityCommitmentConnection, {
    description: 'The municipalities that it touches, a page at a time, by code.',
  })
  municipalities(@Root('id') id: string, @Ctx() { loads }: Context, @Args(() => PageArgs) args: PageArgs) {
    return loads.load(municipalitiesOfCommitment, id, args);
  }

  @FieldResolver(() => [Milestone], { description: 'Its milestones, by number.' })
  milestones(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(milestonesOf, id);
  }

  @FieldResolver(() => [Commitment], {
    description:
      'What was ever recorded of it, newest first: each with its source, the revision that recorded it and the one that changed it. What hangs on a commitment, such as its milestones, is that of now.',
  })
  history(@Root() commitment: Commitment, @Ctx() { loads }: Context) {
    return loads.load(commitmentHistory, historyKey(Commitment, commitment));
  }

  @FieldResolver(() => [Evidence], { description: 'The evidence for it as a whole and for its milestones.' })
  evidence(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(evidenceOf, id);
  }
}
