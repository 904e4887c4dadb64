import type { Context } from '@cabildo/kit';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Exercise } from '../exercise/exercise.js';
import { exercisesOf, secretariatsOfState } from '../loaders.js';
import { SecretariatConnection } from '../secretariat/secretariat.js';
import { SecretariatsBelowArgs } from '../secretariat/secretariat-args.js';
import { State } from './state.js';

@Resolver(() => State)
export class StateResolver {
  @FieldResolver(() => [Exercise], {
    nullable: true,
    description: 'Its open-government exercises.',
  })
  exercises(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(exercisesOf, code);
  }

  @FieldResolver(() => SecretariatConnection, {
    nullable: true,
    description: 'Its technical secretariats and those of its municipalities.',
  })
  secretariats(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Args(() => SecretariatsBelowArgs) args: SecretariatsBelowArgs,
  ) {
    return loads.load(secretariatsOfState, code, args);
  }
}
