import { by, type Context, notFound, PageArgs, page, type StateCode, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import { ActionPlan } from '../commitment/action-plan.js';
import { ExerciseSummary } from '../computed/exercise-summary.js';
import {
  actionPlansOf,
  authorityById,
  completionCountsOf,
  exerciseById,
  exerciseEventsOf,
  secretariatsOfExercise,
  sessionCountOf,
  stageCountsOf,
} from '../loaders.js';
import { State } from '../place/state.js';
import { SecretariatConnection } from '../secretariat/secretariat.js';
import { SecretariatsBelowArgs } from '../secretariat/secretariat-args.js';
import { ExerciseStage, furthest } from '../vocabulary/exercise-stage.js';
import { Exercise, ExerciseConnection, ExerciseEvent } from './exercise.js';
import { type ExerciseFilter, exercises } from './exercise.repository.js';

@ArgsType()
class ExercisesArgs extends PageArgs implements ExerciseFilter {
  @Field(() => StateCodeScalar, { nullable: true, description: 'Only those of this state.' })
  state?: StateCode;
}

@Resolver(() => Exercise)
export class ExerciseResolver {
  @Query(() => Exercise, {
    nullable: true,
    description: 'The open-government exercise of an id; an error where there is none.',
  })
  async exercise(@Ctx() { loads }: Context, @Arg('id', () => String, { description: 'Its identifier.' }) id: string) {
    const found = await loads.load(exerciseById, id);
    if (!found) throw notFound('exercise', id, 'exercises');
    return found;
  }

  @Query(() => ExerciseConnection, {
    nullable: true,
    description: 'Open-government exercises, a page at a time, by id.',
  })
  exercises(@Ctx() { snapshot }: Context, @Args(() => ExercisesArgs) args: ExercisesArgs) {
    return page(exercises(snapshot, args), 'exercises', [by('id')], args);
  }

  @FieldResolver(() => State, {
    nullable: true,
    description: 'The state that it takes place in; null where the catalogue lacks it.',
  })
  state(@Root('stateCode') code: string) {
    return { code };
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority that convenes it; null where no source says.',
  })
  convener(@Root('convenerId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => [ExerciseEvent], { description: 'What happened in it, in the order of its sources.' })
  events(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(exerciseEventsOf, id);
  }

  @FieldResolver(() => ExerciseStage, {
    nullable: true,
    description: 'The furthest stage that one of its events belongs to; null where no event is recorded.',
  })
  async stage(@Root('id') id: string, @Ctx() { loads }: Context) {
    return furthest((await loads.load(exerciseEventsOf, id)).map(({ stage }) => stage));
  }

  @FieldResolver(() => SecretariatConnection, { description: 'Its technical secretariats, a page at a time, by id.' })
  secretariats(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Args(() => SecretariatsBelowArgs) args: SecretariatsBelowArgs,
  ) {
    return loads.load(secretariatsOfExercise, id, args);
  }

  @FieldResolver(() => [ActionPlan], { description: 'Its action plans, newest first; those of unknown start last.' })
  plans(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(actionPlansOf, id);
  }

  @FieldResolver(() => ExerciseSummary, { description: 'The exercise at a glance.' })
  async summary(@Root('id') id: string, @Ctx() { loads }: Context): Promise<ExerciseSummary> {
    const [byStage, sessions, byCompletion] = await Promise.all([
      loads.load(stageCountsOf, id),
      loads.load(sessionCountOf, id),
      loads.load(completionCountsOf, id),
    ]);
    return {
      municipalSecretariatCount: sum(byStage),
      municipalSecretariatsByStage: byStage,
      sessionCount: sessions?.count ?? 0,
      commitmentCount: sum(byCompletion),
      commitmentsByCompletion: byCompletion,
    };
  }
}

const sum = (counts: { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
