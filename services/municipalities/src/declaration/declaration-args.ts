import { type CalendarDate, DateScalar, MunicipalityCodeScalar, PageArgs, StateCodeScalar } from '@cabildo/kit';
import { ArgsType, Field, ID } from 'type-graphql';
import type { DeclarationFilter } from './declaration.repository.js';

@ArgsType()
export class DeclarationsBelowArgs extends PageArgs implements DeclarationFilter {
  @Field(() => StateCodeScalar, { nullable: true, description: 'Only declarations of municipalities of this state.' })
  state?: string;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only declarations of this municipality.' })
  municipality?: string;

  @Field(() => DateScalar, { nullable: true, description: 'Only declarations on this day or later.' })
  dateFrom?: CalendarDate;

  @Field(() => DateScalar, { nullable: true, description: 'Only declarations on this day or earlier.' })
  dateTo?: CalendarDate;
}

@ArgsType()
export class DeclarationsArgs extends DeclarationsBelowArgs {
  @Field(() => ID, { nullable: true, description: 'Only declarations for the exercise with this id.' })
  exerciseId?: string;
}
