import { type Context, page } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { activeSeats } from '../computed/seat-activity.js';
import { Exercise } from '../exercise/exercise.js';
import { exerciseById, latestSessionOf, membersOf, secretariatById, sessionsOf } from '../loaders.js';
import { Municipality } from '../place/municipality.js';
import { State } from '../place/state.js';
import { ActivityArgs } from '../vocabulary/activity-args.js';
import { daysBetween } from '../vocabulary/partial-date.js';
import { SecretariatStatus, statusOf } from '../vocabulary/secretariat-status.js';
import { Secretariat, SecretariatConnection } from './secretariat.js';
import { secretariatOrders, secretariats } from './secretariat.repository.js';
import { SecretariatsArgs } from './secretariat-args.js';
import { SecretariatMember } from './secretariat-member.js';
import { Session, SessionConnection } from './session.js';
import { SessionsBelowArgs } from './session-args.js';

@Resolver(() => Secretariat)
export class SecretariatResolver {
  @Query(() => Secretariat, {
    nullable: true,
    description: 'The technical secretariat with this id; null if there is none.',
  })
  secretariat(@Ctx() { loads }: Context, @Arg('id', () => ID, { description: 'Identifier.' }) id: string) {
    return loads.load(secretariatById, id);
  }

  @Query(() => SecretariatConnection, { nullable: true, description: 'Technical secretariats.' })
  secretariats(@Ctx() { snapshot }: Context, @Args(() => SecretariatsArgs) args: SecretariatsArgs) {
    const { orderBy } = args;
    return page(secretariats(snapshot, args), `secretariats ${orderBy}`, secretariatOrders[orderBy], args);
  }

  @FieldResolver(() => SecretariatStatus, { description: 'Whether it exists or was only declared.' })
  status(@Root() { stage, installedOn }: Secretariat) {
    return statusOf(stage, installedOn);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Number of days from declaration to installation; null unless both dates are known to the day.',
  })
  daysToInstallation(@Root() { declaredOn, installedOn }: Secretariat) {
    return daysBetween(declaredOn, installedOn);
  }

  @FieldResolver(() => Exercise, { description: 'The exercise that it leads or takes part in.' })
  exercise(@Root('exerciseId') id: string, @Ctx() { loads }: Context) {
    return loads.load(exerciseById, id);
  }

  @FieldResolver(() => State, { nullable: true, description: 'Its state; null if the catalogue lacks the state.' })
  state(@Root('stateCode') code: string) {
    return { code };
  }

  @FieldResolver(() => Municipality, {
    nullable: true,
    description: 'Its municipality; null at state level or if the catalogue lacks the municipality.',
  })
  municipality(@Root('municipalityCode') code: string | null) {
    return code && { code };
  }

  @FieldResolver(() => [SecretariatMember], { description: 'Its current and former seats, in order.' })
  async members(@Root('id') id: string, @Ctx() { loads }: Context, @Args(() => ActivityArgs) args: ActivityArgs) {
    return activeSeats(loads, await loads.load(membersOf, id), args);
  }

  @FieldResolver(() => SessionConnection, {
    description:
      'Its sessions, newest first, by their date or that of their bulletin. Unknown dates sort last, by number.',
  })
  sessions(@Root('id') id: string, @Ctx() { loads }: Context, @Args(() => SessionsBelowArgs) args: SessionsBelowArgs) {
    return loads.load(sessionsOf, id, args);
  }

  @FieldResolver(() => Session, {
    nullable: true,
    description: 'The first of `sessions`; null if none is recorded.',
  })
  latestSession(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(latestSessionOf, id);
  }
}
