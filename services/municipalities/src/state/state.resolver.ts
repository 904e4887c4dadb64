import { by, type Context, connectionOf, PageArgs, page, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { StateSummary } from '../computed/state-summary.js';
import { municipalitiesOf, stateByCode, statePopulationsOf, stateTotalsOf } from '../loaders.js';
import { MunicipalityConnection } from '../municipality/municipality.js';
import { MunicipalitiesBelowArgs } from '../municipality/municipality-args.js';
import { State } from './state.js';

@ObjectType({ description: 'A page of states.' })
class StateConnection extends connectionOf(State) {}

@Resolver(() => State)
export class StateResolver {
  @Query(() => State, { nullable: true, description: 'The state with this code; null if there is none.' })
  state(@Ctx() { loads }: Context, @Arg('code', () => StateCodeScalar, { description: "INEGI's code." }) code: string) {
    return loads.load(stateByCode, code);
  }

  @Query(() => StateConnection, { nullable: true, description: 'States, by code.' })
  states(@Ctx() { snapshot }: Context, @Args(() => PageArgs) args: PageArgs) {
    return page(snapshot.rows(State), 'states', [by('code')], args);
  }

  @FieldResolver(() => MunicipalityConnection, { description: 'Its municipalities.' })
  municipalities(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Args(() => MunicipalitiesBelowArgs) args: MunicipalitiesBelowArgs,
  ) {
    return loads.load(municipalitiesOf, code, args);
  }

  @FieldResolver(() => StateSummary, { description: 'Totals over its municipalities.' })
  async summary(@Root('code') code: string, @Ctx() { loads, sources }: Context): Promise<StateSummary> {
    const [totals, populations] = await Promise.all([
      loads.load(stateTotalsOf, code),
      loads.load(statePopulationsOf, code),
    ]);
    return {
      municipalityCount: totals?.municipalityCount ?? 0,
      areaKm2: totals?.areaKm2 ?? null,
      sources: sources.of(totals?.sourceIds ?? []),
      populations: populations.map((each) => ({ ...each, sources: sources.of(each.sourceIds) })),
    };
  }
}
