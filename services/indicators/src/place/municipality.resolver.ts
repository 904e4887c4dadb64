import { type Context, PageArgs, PeriodScalar, selects } from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { checkSeries } from '../computed/slice-choice.js';
import { catalogueAt, type IndicatorChoice } from '../indicator/catalogue.js';
import { latestOf, observationsOf } from '../loaders.js';
import { selectsOfNodes } from '../observation/node-selection.js';
import { Observation, ObservationConnection } from '../observation/observation.js';
import { ONLY_CODES, ONLY_PILLAR, ONLY_TOPIC } from '../vocabulary/descriptions.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { Pillar } from '../vocabulary/pillar.js';
import { Topic } from '../vocabulary/topic.js';
import { Municipality } from './municipality.js';

@ArgsType()
class LatestArgs implements IndicatorChoice {
  @Field(() => [IndicatorCodeScalar], { nullable: true, description: ONLY_CODES })
  codes?: string[];

  @Field(() => Topic, { nullable: true, description: ONLY_TOPIC })
  topic?: Topic;

  @Field(() => Pillar, { nullable: true, description: ONLY_PILLAR })
  pillar?: Pillar;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to include values that cover only part of their period.',
  })
  includePartial: boolean = false;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'If the newest value is unknown, return the newest known value.',
  })
  fallBackToKnown: boolean = false;
}

@ArgsType()
class ObservationsBelowArgs extends PageArgs {
  @Field(() => IndicatorCodeScalar, { description: 'The code of the indicator.' })
  indicator!: string;

  @Field(() => PeriodScalar, { nullable: true, description: 'Only periods that end in this period or later.' })
  periodFrom?: string;

  @Field(() => PeriodScalar, { nullable: true, description: 'Only periods that end in this period or earlier.' })
  periodTo?: string;

  @Field(() => String, { nullable: true, description: 'Only observations of the series with this code.' })
  seriesCode?: string;
}

@Resolver(() => Municipality)
export class MunicipalityResolver {
  @FieldResolver(() => [Observation], {
    nullable: true,
    description:
      'The latest observation of each indicator, by code: that of the period that ends last, in its newest series. An unknown value is returned as unknown, unless `fallBackToKnown` is true.',
  })
  latestObservations(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Args(() => LatestArgs) args: LatestArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return loads.load(latestOf, code, { ...args, ranked: selects(info, ['rank']) });
  }

  @FieldResolver(() => ObservationConnection, {
    nullable: true,
    description: 'Observations of one indicator over time, oldest first, of all series and sources.',
  })
  async observations(
    @Root('code') code: string,
    @Ctx() { snapshot, loads }: Context,
    @Args(() => ObservationsBelowArgs) args: ObservationsBelowArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const catalogue = await catalogueAt(snapshot);
    const indicator = catalogue.indicator(args.indicator);
    if (args.seriesCode != null) checkSeries(catalogue, indicator, args.seriesCode);
    return loads.load(observationsOf, code, { ...args, ranked: selectsOfNodes(info, ['rank']) });
  }
}
