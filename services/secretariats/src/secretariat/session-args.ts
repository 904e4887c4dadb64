import {
  type CalendarDate,
  DateScalar,
  type MunicipalityCode,
  MunicipalityCodeScalar,
  PageArgs,
  type StateCode,
  StateCodeScalar,
} from '@cabildo/kit';
import { ArgsType, Field } from 'type-graphql';
import { SessionKind } from './session.js';
import type { SessionFilter } from './session.repository.js';

@ArgsType()
export class SessionsBelowArgs extends PageArgs implements SessionFilter {
  @Field(() => SessionKind, { nullable: true, description: 'Only those of this kind.' })
  kind?: SessionKind;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only those of this day or later, by their date or that of their bulletin. One known to the year or month counts where one of its days fits; those of unknown date are left out.',
  })
  heldSince?: CalendarDate;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only those of this day or earlier, by their date or that of their bulletin. One known to the year or month counts where one of its days fits; those of unknown date are left out.',
  })
  heldUntil?: CalendarDate;
}

@ArgsType()
export class SessionsArgs extends SessionsBelowArgs {
  @Field(() => StateCodeScalar, {
    nullable: true,
    description: 'Only those of secretariats of this state, its municipalities included.',
  })
  state?: StateCode;

  @Field(() => MunicipalityCodeScalar, {
    nullable: true,
    description: 'Only those of secretariats of this municipality.',
  })
  municipality?: MunicipalityCode;
}
