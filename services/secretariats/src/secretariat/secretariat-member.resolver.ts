import { type CalendarDate, type Context, DateScalar } from '@cabildo/kit';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import { seatActivity } from '../computed/seat-activity.js';
import { authorityById, organizationById, secretariatById } from '../loaders.js';
import { Organization } from '../organization/organization.js';
import { Activity } from '../vocabulary/activity.js';
import { ON_DAY } from '../vocabulary/on-day.js';
import { Secretariat } from './secretariat.js';
import { SecretariatMember } from './secretariat-member.js';

@Resolver(() => SecretariatMember)
export class SecretariatMemberResolver {
  @FieldResolver(() => Secretariat, { description: 'The secretariat of the seat.' })
  secretariat(@Root('secretariatId') id: string, @Ctx() { loads }: Context) {
    return loads.load(secretariatById, id);
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority that the holder represents; null if there is none or no source says.',
  })
  authority(@Root('authorityId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that the holder represents; null if there is none or no source says.',
  })
  organization(@Root('organizationId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(organizationById, id);
  }

  @FieldResolver(() => Activity, {
    description:
      'Whether the seat is held on a day. A seat begins after its secretariat is installed and ends with its authority.',
  })
  activity(
    @Root() seat: SecretariatMember,
    @Ctx() { loads, today }: Context,
    @Arg('on', () => DateScalar, { nullable: true, description: ON_DAY }) on?: CalendarDate,
  ) {
    return seatActivity(loads, seat, on ?? today);
  }
}
