import { by, type Context, PageArgs, page, type StateCode, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import { ActionPlan } from '../commitment/action-plan.js';
import { ExerciseSummary, summariseExercise } from '../computed/exercise-summary.js';
import { actionPlansOf, authorityById, exerciseById, exerciseEventsOf, secretariatsOfExercise } from '../loaders.js';
import { State } from '../place/state.js';
import { SecretariatConnection } from '../secretariat/secretariat.js';
import { SecretariatsBelowArgs } from '../secretariat/secretariat-args.js';
import { ExerciseStage, furthest } from '../vocabulary/exercise-stage.js';
import { Exercise, ExerciseConnection, ExerciseEvent } from './exercise.js';
import { type ExerciseFilter, exercises } from './exercise.repository.js';

@ArgsType()
class ExercisesArgs extends PageArgs implements ExerciseFilter {
  @Field(() => StateCodeScalar, { nullable: true, description: 'Only exercises of this state.' })
  state?: StateCode;
}

@Resolver(() => Exercise)
export class ExerciseResolver {
  @Query(() => Exercise, {
    nullable: true,
    description: 'The open-government exercise with this id; null if there is none.',
  })
  exercise(@Ctx() { loads }: Context, @Arg('id', () => ID, { description: 'Identifier.' }) id: string) {
    return loads.load(exerciseById, id);
  }

  @Query(() => ExerciseConnection, { nullable: true, description: 'Open-government exercises, by id.' })
  exercises(@Ctx() { snapshot }: Context, @Args(() => ExercisesArgs) args: ExercisesArgs) {
    return page(exercises(snapshot, args), 'exercises', [by('id')], args);
  }

  @FieldResolver(() => State, { nullable: true, description: 'Its state; null if the catalogue lacks the state.' })
  state(@Root('stateCode') code: string) {
    return { code };
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority that convenes it; null if no source says.',
  })
  convener(@Root('convenerId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => [ExerciseEvent], { description: 'Its events, in the order of the source.' })
  events(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(exerciseEventsOf, id);
  }

  @FieldResolver(() => ExerciseStage, {
    nullable: true,
    description: 'The furthest stage among its events; null if no event is recorded.',
  })
  async stage(@Root('id') id: string, @Ctx() { loads }: Context) {
    return furthest((await loads.load(exerciseEventsOf, id)).map(({ stage }) => stage));
  }

  @FieldResolver(() => SecretariatConnection, { description: 'Its technical secretariats.' })
  secretariats(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Args(() => SecretariatsBelowArgs) args: SecretariatsBelowArgs,
  ) {
    return loads.load(secretariatsOfExercise, id, args);
  }

  @FieldResolver(() => [ActionPlan], { description: 'Its action plans, newest first. Unknown start dates sort last.' })
  actionPlans(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(actionPlansOf, id);
  }

  @FieldResolver(() => ExerciseSummary, {
    description: 'Counts of its recorded secretariats, sessions and commitments.',
  })
  summary(@Root('id') id: string, @Ctx() context: Context): Promise<ExerciseSummary> {
    return summariseExercise(context, id);
  }
}
