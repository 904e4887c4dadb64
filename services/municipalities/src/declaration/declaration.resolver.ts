import { type CalendarDate, type Context, DateScalar, notFound, PageArgs, page, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { declarationById, declarationsTowards, municipalityByCode, pointsOf, signatoriesOf } from '../loaders.js';
import { Municipality } from '../municipality/municipality.js';
import { type DeclarationFilter, declarations, declarationsOldestFirst } from '../repository.js';
import { Authority } from './authority.js';
import { Declaration, DeclarationConnection, DeclarationPoint, DeclarationSignatory } from './declaration.js';
import { Exercise } from './exercise.js';

@ArgsType()
class DeclarationsArgs extends PageArgs implements DeclarationFilter {
  @Field(() => StateCodeScalar, { nullable: true, description: 'Only those of municipalities of this state.' })
  state?: string;

  @Field(() => DateScalar, { nullable: true, description: 'Only those of this day or later.' })
  since?: CalendarDate;

  @Field(() => DateScalar, { nullable: true, description: 'Only those of this day or earlier.' })
  until?: CalendarDate;
}

@Resolver(() => Declaration)
export class DeclarationResolver {
  @Query(() => Declaration, { nullable: true, description: 'The declaration of an id; an error where there is none.' })
  async declaration(
    @Ctx() { loads }: Context,
    @Arg('id', () => String, { description: 'Its identifier.' }) id: string,
  ) {
    const found = await loads.load(declarationById, id);
    if (!found) throw notFound('declaration', id, 'declarations');
    return found;
  }

  @Query(() => DeclarationConnection, {
    nullable: true,
    description: 'Declarations of intent, a page at a time, oldest first.',
  })
  declarations(@Ctx() { snapshot }: Context, @Args(() => DeclarationsArgs) args: DeclarationsArgs) {
    return page(declarations(snapshot, args), 'declarations', declarationsOldestFirst, args);
  }

  @FieldResolver(() => Municipality, { description: 'The municipality that declares.' })
  municipality(@Root('municipalityCode') code: string, @Ctx() { loads }: Context) {
    return loads.load(municipalityByCode, code);
  }

  @FieldResolver(() => Exercise, { nullable: true, description: 'The exercise that it intends to take part in.' })
  exercise(@Root('exerciseId') id: string | null) {
    return id && { id };
  }

  @FieldResolver(() => [DeclarationPoint], { description: 'The points that it recognises, in their order.' })
  points(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(pointsOf, id);
  }

  @FieldResolver(() => [DeclarationSignatory], { description: 'Who signed it.' })
  signatories(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(signatoriesOf, id);
  }
}

@Resolver(() => DeclarationSignatory)
export class DeclarationSignatoryResolver {
  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority that the person signed for; null where it was none.',
  })
  authority(@Root('authorityId') id: string | null) {
    return id && { id };
  }
}

@Resolver(() => Exercise)
export class ExerciseResolver {
  @FieldResolver(() => [Declaration], {
    nullable: true,
    description: 'The declarations of municipalities to take part in it, oldest first.',
  })
  declarations(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(declarationsTowards, id);
  }
}
