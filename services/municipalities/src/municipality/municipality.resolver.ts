import { type CalendarDate, type Context, DateScalar, MunicipalityCodeScalar } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Declaration } from '../declaration/declaration.js';
import {
  ayuntamientosOf,
  boundaryOf,
  declarationsOf,
  metropolitanZoneByName,
  municipalityByCode,
  municipalityPages,
  populationsOf,
  stateByCode,
} from '../loaders.js';
import { State } from '../state/state.js';
import { ON_DAY } from '../vocabulary/on-day.js';
import { Ayuntamiento } from './ayuntamiento.js';
import { Boundary } from './boundary.js';
import { GeoPoint, geoPoint } from './geo-point.js';
import { MetropolitanZone } from './metropolitan-zone.js';
import { Municipality, MunicipalityConnection } from './municipality.js';
import { MunicipalitiesArgs } from './municipality-args.js';
import { Population } from './population.js';

@Resolver(() => Municipality)
export class MunicipalityResolver {
  @Query(() => Municipality, { nullable: true, description: 'The municipality with this code; null if there is none.' })
  municipality(
    @Ctx() { loads }: Context,
    @Arg('code', () => MunicipalityCodeScalar, { description: "INEGI's code." }) code: string,
  ) {
    return loads.load(municipalityByCode, code);
  }

  @Query(() => MunicipalityConnection, { nullable: true, description: 'Municipalities.' })
  municipalities(@Ctx() { loads }: Context, @Args(() => MunicipalitiesArgs) args: MunicipalitiesArgs) {
    return loads.load(municipalityPages, '', args);
  }

  @FieldResolver(() => State, { description: 'Its state.' })
  state(@Root('stateCode') stateCode: string, @Ctx() { loads }: Context) {
    return loads.load(stateByCode, stateCode);
  }

  @FieldResolver(() => GeoPoint, { nullable: true, description: 'Location of the seat; null if unknown.' })
  seatLocation(@Root() { seatLatitude, seatLongitude }: Municipality) {
    return geoPoint(seatLatitude, seatLongitude);
  }

  @FieldResolver(() => GeoPoint, { nullable: true, description: 'A point within its territory; null if unknown.' })
  centroid(@Root() { centroidLatitude, centroidLongitude }: Municipality) {
    return geoPoint(centroidLatitude, centroidLongitude);
  }

  @FieldResolver(() => Boundary, { nullable: true, description: 'Its simplified boundary; null if none is recorded.' })
  boundary(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(boundaryOf, code);
  }

  @FieldResolver(() => MetropolitanZone, {
    nullable: true,
    description: 'The metropolitan zone with its other municipalities; null if it is in none.',
  })
  zone(@Root('metropolitanZone') name: string | null, @Ctx() { loads }: Context) {
    return name === null ? null : loads.load(metropolitanZoneByName, name);
  }

  @FieldResolver(() => [Population], { description: 'Its population by year, oldest first.' })
  populations(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(populationsOf, code);
  }

  @FieldResolver(() => Population, {
    nullable: true,
    description: 'Its population in one year; null if none is recorded.',
  })
  async population(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Arg('year', () => Int, { nullable: true, description: 'The year. Defaults to the newest recorded.' })
    year?: number,
  ) {
    const populations = await loads.load(populationsOf, code);
    return (year == null ? populations.at(-1) : populations.find((each) => each.year === year)) ?? null;
  }

  @FieldResolver(() => [Ayuntamiento], { description: 'Its elected administrations, oldest first.' })
  ayuntamientos(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(ayuntamientosOf, code);
  }

  @FieldResolver(() => Ayuntamiento, {
    nullable: true,
    description:
      'The administration in office on a day; null if none is recorded. Sources give terms by year: in a year with two administrations, returns the later one.',
  })
  async ayuntamiento(
    @Root('code') code: string,
    @Ctx() { loads, today }: Context,
    @Arg('on', () => DateScalar, { nullable: true, description: ON_DAY }) on?: CalendarDate,
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
    description: 'Its newest declaration of intent; null if none is recorded.',
  })
  async latestDeclaration(@Root('code') code: string, @Ctx() { loads }: Context) {
    return (await loads.load(declarationsOf, code)).at(-1) ?? null;
  }
}

@Resolver(() => Population)
export class PopulationResolver {
  @FieldResolver(() => Municipality, { description: 'The municipality.' })
  municipality(@Root('municipalityCode') code: string, @Ctx() { loads }: Context) {
    return loads.load(municipalityByCode, code);
  }
}

@Resolver(() => Ayuntamiento)
export class AyuntamientoResolver {
  @FieldResolver(() => Municipality, { description: 'The municipality.' })
  municipality(@Root('municipalityCode') code: string, @Ctx() { loads }: Context) {
    return loads.load(municipalityByCode, code);
  }
}
