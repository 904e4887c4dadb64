import { type Context, PeriodScalar, selects } from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { checkSeries } from '../computed/slice-choice.js';
import { type Choice, catalogueAt } from '../indicator/catalogue.js';
import { latestOf, observationsOf } from '../loaders.js';
import { Observation } from '../observation/observation.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { Pillar } from '../vocabulary/pillar.js';
import { Topic } from '../vocabulary/topic.js';
import { Municipality } from './municipality.js';

@ArgsType()
class LatestArgs implements Choice {
  @Field(() => [IndicatorCodeScalar], { nullable: true, description: 'Only these indicators, in this order.' })
  codes?: string[];

  @Field(() => Topic, { nullable: true, description: 'Only indicators of this topic.' })
  topic?: Topic;

  @Field(() => Pillar, { nullable: true, description: 'Only indicators that measure this pillar of open government.' })
  pillar?: Pillar;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether figures that cover only a part of their period count as well.',
  })
  includePartial: boolean = false;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to go back to the newest period with a known value where that of the newest is unknown.',
  })
  known: boolean = false;
}

@ArgsType()
class SeriesArgs {
  @Field(() => IndicatorCodeScalar, { description: 'The code of the indicator.' })
  indicator!: string;

  @Field(() => PeriodScalar, { nullable: true, description: 'Only periods that end within this one or later.' })
  from?: string;

  @Field(() => PeriodScalar, { nullable: true, description: 'Only periods that end within this one or earlier.' })
  until?: string;

  @Field(() => String, { nullable: true, description: 'Only those of the series of this code.' })
  series?: string;
}

@Resolver(() => Municipality)
export class MunicipalityResolver {
  @FieldResolver(() => [Observation], {
    nullable: true,
    description:
      'The latest observation of each indicator that has any, by code: of the period that ends last, and within it of the newest series. Where the value of that period is unknown, it is shown as unknown and not replaced by an older one, unless `known` asks for that.',
  })
  indicators(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Args(() => LatestArgs) args: LatestArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return loads.load(latestOf, code, { ...args, ranked: selects(info, ['rank']) });
  }

  @FieldResolver(() => [Observation], {
    nullable: true,
    description: 'All observations of an indicator over time, oldest first: of every series and every source.',
  })
  async observations(
    @Root('code') code: string,
    @Ctx() { snapshot, loads }: Context,
    @Args(() => SeriesArgs) args: SeriesArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const catalogue = await catalogueAt(snapshot);
    const indicator = catalogue.indicator(args.indicator);
    if (args.series != null) checkSeries(catalogue, indicator, args.series);
    return loads.load(observationsOf, code, { ...args, ranked: selects(info, ['rank']) });
  }
}
