import { type CalendarDate, type Context, DateScalar, PageArgs, page } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { CommitmentConnection } from '../commitment/commitment.js';
import { CommitmentsBelowArgs } from '../commitment/commitment-args.js';
import { activeSuccessor } from '../computed/active-successor.js';
import { activeSeats } from '../computed/seat-activity.js';
import { ExerciseConnection } from '../exercise/exercise.js';
import {
  authorityById,
  authorityEventsOf,
  commitmentsLedBy,
  commitmentsPartneredByAuthority,
  exercisesConvenedBy,
  seatsOfAuthority,
  successorsOf,
} from '../loaders.js';
import { Municipality } from '../place/municipality.js';
import { State } from '../place/state.js';
import { SecretariatMember } from '../secretariat/secretariat-member.js';
import { Activity, activityOn } from '../vocabulary/activity.js';
import { ActivityArgs } from '../vocabulary/activity-args.js';
import { ON_DAY } from '../vocabulary/on-day.js';
import { Authority, AuthorityConnection } from './authority.js';
import { authorities, authorityOrder } from './authority.repository.js';
import { AuthoritiesArgs } from './authority-args.js';
import { AuthorityEvent } from './authority-event.js';

@Resolver(() => Authority)
export class AuthorityResolver {
  @Query(() => Authority, { nullable: true, description: 'The authority with this id; null if there is none.' })
  authority(@Ctx() { loads }: Context, @Arg('id', () => ID, { description: 'Identifier.' }) id: string) {
    return loads.load(authorityById, id);
  }

  @Query(() => AuthorityConnection, {
    nullable: true,
    description: 'Authorities, by similarity to `search`, then by name.',
  })
  authorities(
    @Ctx() { snapshot }: Context,
    @Args(() => AuthoritiesArgs) args: AuthoritiesArgs,
    @Args(() => ActivityArgs) { activeOn, activity }: ActivityArgs,
  ) {
    const rows = authorities(snapshot, { ...args, activeOn, activity });
    return page(rows, 'authorities', authorityOrder(args.search), args);
  }

  @FieldResolver(() => State, {
    nullable: true,
    description: 'Its state; null if it is federal or the catalogue lacks the state.',
  })
  state(@Root('stateCode') code: string | null) {
    return code && { code };
  }

  @FieldResolver(() => Municipality, {
    nullable: true,
    description: 'Its municipality; null if it is not municipal or the catalogue lacks the municipality.',
  })
  municipality(@Root('municipalityCode') code: string | null) {
    return code && { code };
  }

  @FieldResolver(() => Activity, { description: 'Whether its recorded dates cover a day.' })
  async activity(
    @Root() { validFrom: from, validTo: to }: Authority,
    @Ctx() { today }: Context,
    @Arg('on', () => DateScalar, { nullable: true, description: ON_DAY }) on?: CalendarDate,
  ) {
    return activityOn({ from, to }, on ?? today);
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority that it succeeded; null if none is known.',
  })
  predecessor(@Root('predecessorId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description:
      'The first of `successors`. With `on`, the nearest successor, over all generations, that is not INACTIVE on that day. Null if none is known.',
  })
  async successor(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day on which the successor exists. Defaults to no condition.',
    })
    on?: CalendarDate,
  ) {
    if (on != null) return activeSuccessor(id, on, (each) => loads.load(successorsOf, each));
    return (await loads.load(successorsOf, id))[0] ?? null;
  }

  @FieldResolver(() => [Authority], {
    description: 'The authorities that succeeded it, earliest first; several if its tasks were divided.',
  })
  successors(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(successorsOf, id);
  }

  @FieldResolver(() => [AuthorityEvent], { description: 'Events in its history, in the order of the source.' })
  events(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(authorityEventsOf, id);
  }

  @FieldResolver(() => CommitmentConnection, { description: 'Commitments that it leads.' })
  ledCommitments(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Args(() => CommitmentsBelowArgs) args: CommitmentsBelowArgs,
  ) {
    return loads.load(commitmentsLedBy, id, args);
  }

  @FieldResolver(() => CommitmentConnection, { description: 'Commitments in which it is a partner.' })
  partneredCommitments(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Args(() => CommitmentsBelowArgs) args: CommitmentsBelowArgs,
  ) {
    return loads.load(commitmentsPartneredByAuthority, id, args);
  }

  @FieldResolver(() => [SecretariatMember], { description: 'Its current and former seats in technical secretariats.' })
  async memberships(@Root('id') id: string, @Ctx() { loads }: Context, @Args(() => ActivityArgs) args: ActivityArgs) {
    return activeSeats(loads, await loads.load(seatsOfAuthority, id), args);
  }

  @FieldResolver(() => ExerciseConnection, { description: 'Open-government exercises that it convenes.' })
  convenedExercises(@Root('id') id: string, @Ctx() { loads }: Context, @Args(() => PageArgs) args: PageArgs) {
    return loads.load(exercisesConvenedBy, id, args);
  }
}
