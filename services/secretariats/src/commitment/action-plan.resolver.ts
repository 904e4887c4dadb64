import {
  type CalendarDate,
  type Context,
  DateScalar,
  notFound,
  PageArgs,
  page,
  type StateCode,
  StateCodeScalar,
} from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Exercise } from '../exercise/exercise.js';
import { actionPlanById, commitmentsOfPlan, exerciseById } from '../loaders.js';
import { ActionPlan, ActionPlanConnection } from './action-plan.js';
import { type ActionPlanFilter, actionPlanOrder, actionPlans } from './action-plan.repository.js';
import { Commitment } from './commitment.js';

@ArgsType()
class ActionPlansArgs extends PageArgs implements ActionPlanFilter {
  @Field(() => String, { nullable: true, description: 'Only those of the exercise of this id.' })
  exercise?: string;

  @Field(() => StateCodeScalar, { nullable: true, description: 'Only those of exercises of this state.' })
  state?: StateCode;

  @Field(() => String, { nullable: true, description: 'Only those of this OGP member, as OGP writes it.' })
  ogpMember?: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only those whose term covers this day. Those of unknown start or end are left out.',
  })
  runningOn?: CalendarDate;
}

@Resolver(() => ActionPlan)
export class ActionPlanResolver {
  @Query(() => ActionPlan, { nullable: true, description: 'The action plan of an id; an error where there is none.' })
  async actionPlan(@Ctx() { loads }: Context, @Arg('id', () => String, { description: 'Its identifier.' }) id: string) {
    const found = await loads.load(actionPlanById, id);
    if (!found) throw notFound('action plan', id, 'actionPlans');
    return found;
  }

  @Query(() => ActionPlanConnection, {
    nullable: true,
    description: 'Action plans, a page at a time, newest first; those of unknown start last.',
  })
  actionPlans(@Ctx() { snapshot }: Context, @Args(() => ActionPlansArgs) args: ActionPlansArgs) {
    return page(actionPlans(snapshot, args), 'actionPlans', actionPlanOrder, args);
  }

  @FieldResolver(() => Exercise, {
    nullable: true,
    description: 'The exercise that it is of; null where none is recorded.',
  })
  exercise(@Root('exerciseId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(exerciseById, id);
  }

  @FieldResolver(() => [Commitment], { description: 'The commitments that it holds, by id.' })
  commitments(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(commitmentsOfPlan, id);
  }
}
