import { type Context, page } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { declarationById, declarationsOfExercise, municipalityByCode, pointsOf, signatoriesOf } from '../loaders.js';
import { Municipality } from '../municipality/municipality.js';
import { Authority } from './authority.js';
import { Declaration, DeclarationConnection, DeclarationPoint, DeclarationSignatory } from './declaration.js';
import { declarations, declarationsOldestFirst } from './declaration.repository.js';
import { DeclarationsArgs, DeclarationsBelowArgs } from './declaration-args.js';
import { Exercise } from './exercise.js';

@Resolver(() => Declaration)
export class DeclarationResolver {
  @Query(() => Declaration, { nullable: true, description: 'The declaration with this id; null if there is none.' })
  declaration(@Ctx() { loads }: Context, @Arg('id', () => ID, { description: 'Identifier.' }) id: string) {
    return loads.load(declarationById, id);
  }

  @Query(() => DeclarationConnection, { nullable: true, description: 'Declarations of intent, oldest first.' })
  declarations(@Ctx() { snapshot }: Context, @Args(() => DeclarationsArgs) args: DeclarationsArgs) {
    return page(declarations(snapshot, args), 'declarations', declarationsOldestFirst, args);
  }

  @FieldResolver(() => Municipality, { description: 'The municipality that declares its intent.' })
  municipality(@Root('municipalityCode') code: string, @Ctx() { loads }: Context) {
    return loads.load(municipalityByCode, code);
  }

  @FieldResolver(() => Exercise, {
    nullable: true,
    description: 'The exercise that the municipality intends to join; null if unknown.',
  })
  exercise(@Root('exerciseId') id: string | null) {
    return id && { id };
  }

  @FieldResolver(() => [DeclarationPoint], { description: 'The points that the declaration recognises, in order.' })
  points(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(pointsOf, id);
  }

  @FieldResolver(() => [DeclarationSignatory], { description: 'The signatories, in order.' })
  signatories(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(signatoriesOf, id);
  }
}

@Resolver(() => DeclarationSignatory)
export class DeclarationSignatoryResolver {
  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority that the person represents; null if it is not an authority.',
  })
  authority(@Root('authorityId') id: string | null) {
    return id && { id };
  }
}

@Resolver(() => Exercise)
export class ExerciseResolver {
  @FieldResolver(() => DeclarationConnection, {
    nullable: true,
    description: 'Declarations of municipalities for this exercise, oldest first.',
  })
  declarations(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Args(() => DeclarationsBelowArgs) args: DeclarationsBelowArgs,
  ) {
    return loads.load(declarationsOfExercise, id, args);
  }
}
