import { type Context, connectionOf, notFound, PageArgs, page, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { StateSummary } from '../computed/summary.js';
import { municipalitiesOf, populationsOf, stateByCode, totalsOf } from '../loaders.js';
import { MunicipalityConnection } from '../municipality/municipality.js';
import { byCode } from '../repository.js';
import { State } from './state.js';

@ObjectType({ description: 'A page of states.' })
class StateConnection extends connectionOf(State) {}

@Resolver(() => State)
export class StateResolver {
  @Query(() => State, { nullable: true, description: 'The state of a code; an error where there is none.' })
  async state(
    @Ctx() { loads }: Context,
    @Arg('code', () => StateCodeScalar, { description: "INEGI's code." }) code: string,
  ) {
    const found = await loads.load(stateByCode, code);
    if (!found) throw notFound('state', code, 'states');
    return found;
  }

  @Query(() => StateConnection, { nullable: true, description: 'States, a page at a time, by code.' })
  states(@Ctx() { snapshot }: Context, @Args(() => PageArgs) args: PageArgs) {
    return page(snapshot.rows(State), 'states', [byCode], args);
  }

  @FieldResolver(() => MunicipalityConnection, { description: 'Its municipalities, a page at a time, by code.' })
  municipalities(@Root('code') code: string, @Ctx() { loads }: Context, @Args(() => PageArgs) args: PageArgs) {
    return loads.load(municipalitiesOf, code, args);
  }

  @FieldResolver(() => StateSummary, { description: 'The state at a glance.' })
  async summary(@Root('code') code: string, @Ctx() { loads }: Context) {
    const [totals, populations] = await Promise.all([loads.load(totalsOf, code), loads.load(populationsOf, code)]);
    return { municipalityCount: totals?.municipalityCount ?? 0, areaKm2: totals?.areaKm2 ?? null, populations };
  }
}
