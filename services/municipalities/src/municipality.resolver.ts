import {
  type CalendarDate,
  type Context,
  DateScalar,
  type MunicipalityCode,
  MunicipalityCodeScalar,
  notFound,
  type OrderTerm,
  PageArgs,
  page,
  StateCodeScalar,
} from '@cabildo/kit';
import { sql } from 'kysely';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Int,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import { Ayuntamiento } from './ayuntamiento.js';
import { Census } from './census.js';
import { Declaration } from './declaration.js';
import { ayuntamientosOf, censusesOf, declarationsOf, municipalityByCode, stateByCode } from './loaders.js';
import { Municipality, MunicipalityConnection } from './municipality.js';
import {
  type ListedMunicipality,
  latestPopulation,
  type MunicipalityFilter,
  municipalities,
  relevanceOf,
} from './repository.js';
import { State } from './state.js';

export enum MunicipalityOrder {
  RELEVANCE = 'RELEVANCE',
  CODE = 'CODE',
  NAME = 'NAME',
  POPULATION_DESC = 'POPULATION_DESC',
  POPULATION_ASC = 'POPULATION_ASC',
  AREA_DESC = 'AREA_DESC',
  AREA_ASC = 'AREA_ASC',
}

registerEnumType(MunicipalityOrder, {
  name: 'MunicipalityOrder',
  description: 'The order of a list of municipalities. Those of unknown population or area come as if it were none.',
  valuesConfig: {
    RELEVANCE: { description: 'Those whose name is most like `name` first; by code where no name is given.' },
    CODE: { description: "By INEGI's code." },
    NAME: { description: 'By name, without regard to case and accents.' },
    POPULATION_DESC: { description: 'By population of the newest census recorded, largest first.' },
    POPULATION_ASC: { description: 'By population of the newest census recorded, smallest first.' },
    AREA_DESC: { description: 'By area, largest first.' },
    AREA_ASC: { description: 'By area, smallest first.' },
  },
});

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

type Term = OrderTerm<ListedMunicipality>;
const byCode: Term = { expression: sql.ref('code'), valueOf: ({ code }) => code };

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

  @Query(() => MunicipalityConnection, { description: 'Municipalities, a page at a time.' })
  municipalities(@Ctx() { snapshot }: Context, @Args(() => MunicipalitiesArgs) args: MunicipalitiesArgs) {
    const { name, orderBy } = args;
    const population = sql`coalesce(${latestPopulation(snapshot)}, -1)`;
    const populationOf = (row: ListedMunicipality) => row.latestPopulation ?? -1;
    const area = sql`coalesce(area_km2, -1)`;
    const areaOf = (row: Municipality) => row.areaKm2 ?? -1;
    const orders: Record<MunicipalityOrder, Term[]> = {
      RELEVANCE:
        name == null
          ? [byCode]
          : [{ expression: relevanceOf(name), valueOf: (row) => row.relevance, descending: true }, byCode],
      CODE: [byCode],
      NAME: [{ expression: sql`search_key(name)`, valueOf: (row) => row.searchKey }, byCode],
      POPULATION_DESC: [{ expression: population, valueOf: populationOf, descending: true }, byCode],
      POPULATION_ASC: [{ expression: population, valueOf: populationOf }, byCode],
      AREA_DESC: [{ expression: area, valueOf: areaOf, descending: true }, byCode],
      AREA_ASC: [{ expression: area, valueOf: areaOf }, byCode],
    };
    return page(municipalities(snapshot, args), `municipalities ${orderBy}`, orders[orderBy], args);
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
    @Ctx() { loads }: Context,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today where left out.' }) on?: CalendarDate,
  ) {
    const year = on ? Number(on.slice(0, 4)) : new Date().getUTCFullYear();
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
