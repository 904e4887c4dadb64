import {
  type CalendarDate,
  type Context,
  DateScalar,
  type MunicipalityCode,
  MunicipalityCodeScalar,
  notFound,
  PageArgs,
  page,
  type StateCode,
  StateCodeScalar,
} from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Commitment, CommitmentConnection } from '../commitment/commitment.js';
import { standingSuccessor } from '../computed/standing-successor.js';
import { Exercise } from '../exercise/exercise.js';
import {
  authorityById,
  authorityEventsOf,
  commitmentsLedBy,
  commitmentsWithAuthority,
  exercisesConvenedBy,
  seatsOfAuthority,
  successorsOf,
} from '../loaders.js';
import { Municipality } from '../place/municipality.js';
import { State } from '../place/state.js';
import { SEATS_ON, SecretariatMember, seatsOn } from '../secretariat/secretariat-member.js';
import { Completion } from '../vocabulary/assessment.js';
import { spans } from '../vocabulary/partial-date.js';
import { Authority, AuthorityConnection, AuthorityKind, AuthorityLevel } from './authority.js';
import { type AuthorityFilter, authorities, authorityOrder } from './authority.repository.js';
import { AuthorityEvent } from './authority-event.js';

@ArgsType()
class AuthoritiesArgs extends PageArgs implements AuthorityFilter {
  @Field(() => AuthorityKind, { nullable: true, description: 'Only those of this kind.' })
  kind?: AuthorityKind;

  @Field(() => AuthorityLevel, { nullable: true, description: 'Only those of this level.' })
  level?: AuthorityLevel;

  @Field(() => StateCodeScalar, {
    nullable: true,
    description: 'Only those of this state, its municipalities included.',
  })
  state?: StateCode;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only those of this municipality.' })
  municipality?: MunicipalityCode;

  @Field(() => DateScalar, { nullable: true, description: 'Only those in force on this day, as `isInForce` tells.' })
  inForceOn?: CalendarDate;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those of this name or short name, or part of it; missing accents and slips of the pen are forgiven.',
  })
  name?: string;
}

@ArgsType()
class LeadsArgs extends PageArgs {
  @Field(() => Completion, { nullable: true, description: 'Only those that have been carried out this far.' })
  completion?: Completion;
}

@Resolver(() => Authority)
export class AuthorityResolver {
  @Query(() => Authority, { nullable: true, description: 'The authority of an id; an error where there is none.' })
  async authority(@Ctx() { loads }: Context, @Arg('id', () => String, { description: 'Its identifier.' }) id: string) {
    const found = await loads.load(authorityById, id);
    if (!found) throw notFound('authority', id, 'authorities');
    return found;
  }

  @Query(() => AuthorityConnection, {
    nullable: true,
    description: 'Authorities, a page at a time, by name; those most like `name` first where one is given.',
  })
  authorities(@Ctx() { snapshot }: Context, @Args(() => AuthoritiesArgs) args: AuthoritiesArgs) {
    return page(authorities(snapshot, args), 'authorities', authorityOrder(args.name), args);
  }

  @FieldResolver(() => State, {
    nullable: true,
    description: 'The state that it is of; null where it is federal, or the catalogue lacks it.',
  })
  state(@Root('stateCode') code: string | null) {
    return code && { code };
  }

  @FieldResolver(() => Municipality, {
    nullable: true,
    description: 'The municipality that it is of; null where it is of none, or the catalogue lacks it.',
  })
  municipality(@Root('municipalityCode') code: string | null) {
    return code && { code };
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it exists on a day, by what is recorded: false where it ended before the day or began after it. A date known to the month or the year counts whole, its last day included; a beginning or an end that no source tells of sets no bound.',
  })
  async isInForce(
    @Root('validFrom') from: string | null,
    @Root('validTo') to: string | null,
    @Ctx() { today }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day; where left out today (UTC), or the day that the request asks as of.',
    })
    on?: CalendarDate,
  ) {
    return spans(from, to, on ?? today);
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority that it succeeded; null where none is known.',
  })
  predecessor(@Root('predecessorId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description:
      'The authority that succeeded it: the first of `successors`, or, where a day is given, the nearest of those after it that exists on that day. Null where none is known.',
  })
  async successor(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day on which it is to stand in its place, as `isInForce` tells.',
    })
    on?: CalendarDate,
  ) {
    if (on != null) return standingSuccessor(id, on, (each) => loads.load(successorsOf, each));
    return (await loads.load(successorsOf, id))[0] ?? null;
  }

  @FieldResolver(() => [Authority], {
    description:
      'The authorities that succeeded it, earliest first: several where its task was divided. Empty where none is known.',
  })
  successors(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(successorsOf, id);
  }

  @FieldResolver(() => [AuthorityEvent], { description: 'What happened to it, in the order of its sources.' })
  events(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(authorityEventsOf, id);
  }

  @FieldResolver(() => CommitmentConnection, {
    description: 'The commitments that it is in charge of, newest first; those of unknown start last.',
  })
  leads(@Root('id') id: string, @Ctx() { loads }: Context, @Args(() => LeadsArgs) args: LeadsArgs) {
    return loads.load(commitmentsLedBy, id, args);
  }

  @FieldResolver(() => [Commitment], { description: 'The commitments that it is a partner in.' })
  partnerIn(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(commitmentsWithAuthority, id);
  }

  @FieldResolver(() => [SecretariatMember], {
    description: 'The seats that it holds or held in technical secretariats.',
  })
  async memberships(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: SEATS_ON,
    })
    on?: CalendarDate,
  ) {
    return seatsOn(await loads.load(seatsOfAuthority, id), on);
  }

  @FieldResolver(() => [Exercise], { description: 'The open-government exercises that it convenes.' })
  convenes(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(exercisesConvenedBy, id);
  }
}
