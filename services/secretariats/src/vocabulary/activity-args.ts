import { type CalendarDate, DateScalar } from '@cabildo/kit';
import { ArgsType, Field } from 'type-graphql';
import { Activity, POSSIBLY_ACTIVE } from './activity.js';

/** Selects records by whether they are active on a day. */
@ArgsType()
export class ActivityArgs {
  @Field(() => DateScalar, { nullable: true, description: 'Only records whose `activity` on this day is selected.' })
  activeOn?: CalendarDate;

  @Field(() => [Activity], {
    defaultValue: POSSIBLY_ACTIVE,
    description: 'The values of `activity` that `activeOn` selects.',
  })
  activity: Activity[] = POSSIBLY_ACTIVE;
}
