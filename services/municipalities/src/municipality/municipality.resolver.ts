import {
  type CalendarDate,
  type Context,
  cachedPage,
  DateScalar,
  type MunicipalityCode,
  MunicipalityCodeScalar,
  notFound,
  PageArgs,
  StateCodeScalar,
} from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Declaration } from '../declaration/declaration.js';
import { ayuntamientosOf, censusesOf, declarationsOf, municipalityByCode, stateByCode } from '../loaders.js';
import { type ListedMunicipality, type MunicipalityFilter, municipalities, municipalityOrder } from '../repository.js';
import { State } from '../state/state.js';
import { MunicipalityOrder } from '../vocabulary/municipality-order.js';
import { Ayuntamiento } from './ayuntamiento.js';
import { Census } from './census.js';
import { Municipality, MunicipalityConnection } from './municipality.js';

@ArgsType()
class MunicipalitiesArgs extends PageArgs implements MunicipalityFilter {
  @Field(() => [MunicipalityCodeScalar], { nullable: true, description: 'Only these.' })
  codes?: MunicipalityCode[];

  @Field(() => StateCodeScalar, { nullable: true, description: 'Only those of this state.' })
  state?: string;

  @Field(() => String, { nullable: true, description: 'Only those of this metropolitan zone, by its whole name.' })
  metropolitanZone?: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Only those with at least so many inhabitants, by the newest census recorded.',
  })
  populationAtLeast?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Only those with at most so many inhabitants, by the newest census recorded.',
  })
  populationAtMost?: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those of this name, or part of it, now or formerly; missing accents and slips of the pen are forgiven.',
  })
  name?: string;

  @Field(() => MunicipalityOrder, { defaultValue: MunicipalityOrder.RELEVANCE, description: 'The order of the list.' })
  orderBy: MunicipalityOrder = MunicipalityOrder.RELEVANCE;
}

const municipalityPages = cachedPage<ListedMunicipality, MunicipalitiesArgs>({
  name: ({ orderBy }) => `municipalities ${orderBy}`,
  rows: municipalities,
  terms: (snapshot, { orderBy, name }) => municipalityOrder(snapshot, orderBy, name),
});

@Resolver(() => Municipality)
export class MunicipalityResolver {
  @Query(() => Municipality, {
    nullable: true,
    description: 'The municipality of a code; an error where there is none.',
  })
  async municipality(
    @Ctx() { loads }: Context,
    @Arg('code', () => MunicipalityCodeScalar, { description: "INEGI's code." }) code: string,
  ) {
    const found = await loads.load(municipalityByCode, code);
    if (!found) throw notFound('municipality', code, 'municipalities');
    return found;
  }

  @Query(() => MunicipalityConnection, { nullable: true, description: 'Municipalities, a page at a time.' })
  municipalities(@Ctx() { loads }: Context, @Args(() => MunicipalitiesArgs) args: MunicipalitiesArgs) {
    return loads.load(municipalityPages, '', args);
  }

  @FieldResolver(() => State, { description: 'The state that it belongs to.' })
  state(@Root('stateCode') stateCode: string, @Ctx() { loads }: Context) {
    return loads.load(stateByCode, stateCode);
  }

  @FieldResolver(() => [Census], { description: 'Its population by census, oldest first.' })
  populations(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(censusesOf, code);
  }

  @FieldResolver(() => Census, {
    nullable: true,
    description: 'Its population by the census of a year; null where none is recorded.',
  })
  async population(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Arg('year', () => Int, { nullable: true, description: 'The year; the newest that is recorded where left out.' })
    year?: number,
  ) {
    const censuses = await loads.load(censusesOf, code);
    return (year == null ? censuses.at(-1) : censuses.find((census) => census.year === year)) ?? null;
  }

  @FieldResolver(() => [Ayuntamiento], { description: 'Its elected administrations, oldest first.' })
  ayuntamientos(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(ayuntamientosOf, code);
  }

  @FieldResolver(() => Ayuntamiento, {
    nullable: true,
    description:
      'The administration in office on a day; null where none is recorded. Sources give terms by their years: in a year in which one ended and the next began, this is the next.',
  })
  async ayuntamiento(
    @Root('code') code: string,
    @Ctx() { loads, today }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day; where left out today (UTC), or the day that the request asks as of.',
    })
    on?: CalendarDate,
  ) {
    const year = Number((on ?? today).slice(0, 4));
    const all = await loads.load(ayuntamientosOf, code);
    return all.findLast(({ termStartYear, termEndYear }) => termStartYear <= year && year <= termEndYear) ?? null;
  }

  @FieldResolver(() => [Declaration], { description: 'Its declarations of intent, oldest first.' })
  declarations(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(declarationsOf, code);
  }

  @FieldResolver(() => Declaration, {
    nullable: true,
    description: 'Its newest declaration of intent; null where none is recorded.',
  })
  async declaration(@Root('code') code: string, @Ctx() { loads }: Context) {
    return (await loads.load(declarationsOf, code)).at(-1) ?? null;
  }
}
