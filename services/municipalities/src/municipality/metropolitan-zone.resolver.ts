import { type Context, PageArgs, pageOfList } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { metropolitanZoneByName, municipalityByCode, zonesAt } from '../loaders.js';
import { MetropolitanZone, MetropolitanZoneConnection } from './metropolitan-zone.js';
import { Municipality } from './municipality.js';

const byName = [{ valueOf: ({ name }: MetropolitanZone) => name }];

@Resolver(() => MetropolitanZone)
export class MetropolitanZoneResolver {
  @Query(() => MetropolitanZone, {
    nullable: true,
    description: 'The metropolitan zone with this name; null if there is none.',
  })
  metropolitanZone(
    @Ctx() { loads }: Context,
    @Arg('name', () => String, { description: 'The whole name.' }) name: string,
  ) {
    return loads.load(metropolitanZoneByName, name);
  }

  @Query(() => MetropolitanZoneConnection, { nullable: true, description: 'Metropolitan zones, by name.' })
  async metropolitanZones(@Ctx() { loads }: Context, @Args(() => PageArgs) args: PageArgs) {
    return pageOfList(await loads.load(zonesAt, ''), 'metropolitanZones', byName, args);
  }

  @FieldResolver(() => [Municipality], { description: 'Its municipalities, by code.' })
  municipalities(@Root('municipalityCodes') codes: string[], @Ctx() { loads }: Context) {
    return Promise.all(codes.map((code) => loads.load(municipalityByCode, code)));
  }
}
