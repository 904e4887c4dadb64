import { type CalendarDate, type Context, DateScalar, notFound, page } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Exercise } from '../exercise/exercise.js';
import { exerciseById, latestSessionOf, membersOf, secretariatById, sessionsOf } from '../loaders.js';
import { Municipality } from '../place/municipality.js';
import { State } from '../place/state.js';
import { Secretariat, SecretariatConnection } from './secretariat.js';
import { secretariatOrders, secretariats } from './secretariat.repository.js';
import { SecretariatsArgs } from './secretariat-args.js';
import { SEATS_ON, SecretariatMember, seatsOn } from './secretariat-member.js';
import { Session, SessionConnection } from './session.js';
import { SessionsBelowArgs } from './session-args.js';

@Resolver(() => Secretariat)
export class SecretariatResolver {
  @Query(() => Secretariat, {
    nullable: true,
    description: 'The technical secretariat of an id; an error where there is none.',
  })
  async secretariat(
    @Ctx() { loads }: Context,
    @Arg('id', () => String, { description: 'Its identifier.' }) id: string,
  ) {
    const found = await loads.load(secretariatById, id);
    if (!found) throw notFound('secretariat', id, 'secretariats');
    return found;
  }

  @Query(() => SecretariatConnection, { nullable: true, description: 'Technical secretariats, a page at a time.' })
  secretariats(@Ctx() { snapshot }: Context, @Args(() => SecretariatsArgs) args: SecretariatsArgs) {
    const { orderBy } = args;
    return page(secretariats(snapshot, args), `secretariats ${orderBy}`, secretariatOrders[orderBy], args);
  }

  @FieldResolver(() => Exercise, { description: 'The exercise that it leads, or takes part in.' })
  exercise(@Root('exerciseId') id: string, @Ctx() { loads }: Context) {
    return loads.load(exerciseById, id);
  }

  @FieldResolver(() => State, {
    nullable: true,
    description: 'The state that it is of; null where the catalogue lacks it.',
  })
  state(@Root('stateCode') code: string) {
    return { code };
  }

  @FieldResolver(() => Municipality, {
    nullable: true,
    description: 'The municipality that it is of; null where it is of a state, or the catalogue lacks it.',
  })
  municipality(@Root('municipalityCode') code: string | null) {
    return code && { code };
  }

  @FieldResolver(() => [SecretariatMember], { description: 'Its seats and who holds or held them.' })
  async members(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: SEATS_ON,
    })
    on?: CalendarDate,
  ) {
    return seatsOn(await loads.load(membersOf, id), on);
  }

  @FieldResolver(() => SessionConnection, {
    description:
      'Its sessions, a page at a time, newest first, by their date or that of their bulletin. Those without either come last, by number.',
  })
  sessions(@Root('id') id: string, @Ctx() { loads }: Context, @Args(() => SessionsBelowArgs) args: SessionsBelowArgs) {
    return loads.load(sessionsOf, id, args);
  }

  @FieldResolver(() => Session, {
    nullable: true,
    description: 'The first of `sessions`; null where none is recorded.',
  })
  latestSession(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(latestSessionOf, id);
  }
}
