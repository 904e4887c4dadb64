import {
  type CalendarDate,
  DateScalar,
  type MunicipalityCode,
  MunicipalityCodeScalar,
  PageArgs,
  type StateCode,
  StateCodeScalar,
} from '@cabildo/kit';
import { ArgsType, Field, ID } from 'type-graphql';
import { SessionStatus } from '../vocabulary/session-status.js';
import { SessionKind } from './session.js';
import type { SessionFilter } from './session.repository.js';

@ArgsType()
export class SessionsBelowArgs extends PageArgs implements SessionFilter {
  @Field(() => SessionKind, { nullable: true, description: 'Only sessions of this kind.' })
  kind?: SessionKind;

  @Field(() => [SessionStatus], { nullable: true, description: 'Only sessions with one of these statuses.' })
  statuses?: SessionStatus[];

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only sessions held on this day or later, by their date or that of their bulletin. A date known to the month or year matches if any of its days does. Excludes unknown dates.',
  })
  heldFrom?: CalendarDate;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only sessions held on this day or earlier, by their date or that of their bulletin. A date known to the month or year matches if any of its days does. Excludes unknown dates.',
  })
  heldTo?: CalendarDate;
}

@ArgsType()
export class SessionsArgs extends SessionsBelowArgs {
  @Field(() => StateCodeScalar, {
    nullable: true,
    description: 'Only sessions of secretariats of this state, including its municipalities.',
  })
  state?: StateCode;

  @Field(() => MunicipalityCodeScalar, {
    nullable: true,
    description: 'Only sessions of secretariats of this municipality.',
  })
  municipality?: MunicipalityCode;

  @Field(() => ID, { nullable: true, description: 'Only sessions of the secretariat with this id.' })
  secretariatId?: string;
}
