import {
  type CalendarDate,
  type Context,
  DateScalar,
  PageArgs,
  page,
  type StateCode,
  StateCodeScalar,
} from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Exercise } from '../exercise/exercise.js';
import { actionPlanById, commitmentsOfPlan, exerciseById } from '../loaders.js';
import { Activity, activityOn } from '../vocabulary/activity.js';
import { ActivityArgs } from '../vocabulary/activity-args.js';
import { ON_DAY } from '../vocabulary/on-day.js';
import { ActionPlan, ActionPlanConnection } from './action-plan.js';
import { type ActionPlanFilter, actionPlanOrder, actionPlans } from './action-plan.repository.js';
import { CommitmentConnection } from './commitment.js';
import { CommitmentsBelowArgs } from './commitment-args.js';

@ArgsType()
class ActionPlansArgs extends PageArgs implements ActionPlanFilter {
  @Field(() => ID, { nullable: true, description: 'Only plans of the exercise with this id.' })
  exerciseId?: string;

  @Field(() => StateCodeScalar, { nullable: true, description: 'Only plans of exercises of this state.' })
  state?: StateCode;

  @Field(() => String, { nullable: true, description: 'Only plans of this OGP member, as OGP writes it.' })
  ogpMember?: string;
}

@Resolver(() => ActionPlan)
export class ActionPlanResolver {
  @Query(() => ActionPlan, { nullable: true, description: 'The action plan with this id; null if there is none.' })
  actionPlan(@Ctx() { loads }: Context, @Arg('id', () => ID, { description: 'Identifier.' }) id: string) {
    return loads.load(actionPlanById, id);
  }

  @Query(() => ActionPlanConnection, {
    nullable: true,
    description: 'Action plans, newest first. Unknown start dates sort last.',
  })
  actionPlans(
    @Ctx() { snapshot }: Context,
    @Args(() => ActionPlansArgs) args: ActionPlansArgs,
    @Args(() => ActivityArgs) { activeOn, activity }: ActivityArgs,
  ) {
    return page(actionPlans(snapshot, { ...args, activeOn, activity }), 'actionPlans', actionPlanOrder, args);
  }

  @FieldResolver(() => Exercise, { nullable: true, description: 'Its exercise; null if none is recorded.' })
  exercise(@Root('exerciseId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(exerciseById, id);
  }

  @FieldResolver(() => Activity, { description: 'Whether its recorded dates cover a day.' })
  async activity(
    @Root() { startsOn: from, endsOn: to }: ActionPlan,
    @Ctx() { today }: Context,
    @Arg('on', () => DateScalar, { nullable: true, description: ON_DAY }) on?: CalendarDate,
  ) {
    return activityOn({ from, to }, on ?? today);
  }

  @FieldResolver(() => CommitmentConnection, { description: 'Its commitments.' })
  commitments(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Args(() => CommitmentsBelowArgs) args: CommitmentsBelowArgs,
  ) {
    return loads.load(commitmentsOfPlan, id, args);
  }
}
