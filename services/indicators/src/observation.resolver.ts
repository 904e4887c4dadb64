import { type Context, MunicipalityCodeScalar, PageArgs, PeriodScalar, page, StateCodeScalar } from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, Info, Query, Resolver } from 'type-graphql';
import { catalogueAt } from './catalogue.js';
import { hydrate } from './hydration.js';
import { IndicatorCodeScalar } from './indicator-code.js';
import { selectsOfNodes } from './nodes.js';
import { Observation, ObservationConnection } from './observation.js';
import { inKeyOrder, type ObservationFilter, observations } from './observation.repository.js';
import { ObservationStatus } from './observation-status.js';

@ArgsType()
class ObservationsArgs extends PageArgs implements ObservationFilter {
  @Field(() => IndicatorCodeScalar, { nullable: true, description: 'Only those of this indicator.' })
  indicator?: string;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only those of this municipality.' })
  municipality?: string;

  @Field(() => StateCodeScalar, { nullable: true, description: 'Only those of municipalities of this state.' })
  state?: string;

  @Field(() => PeriodScalar, { nullable: true, description: 'Only those of exactly this period.' })
  period?: string;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'Only those of periods that end within this one or later.',
  })
  from?: string;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'Only those of periods that end within this one or earlier.',
  })
  until?: string;

  @Field(() => String, { nullable: true, description: 'Only those of the series of this code.' })
  series?: string;

  @Field(() => String, { nullable: true, description: 'Only those that the publication of this code gives.' })
  source?: string;

  @Field(() => ObservationStatus, {
    nullable: true,
    description: 'Only those of this status: NOT_AVAILABLE finds the gaps.',
  })
  status?: ObservationStatus;
}

@Resolver(() => Observation)
export class ObservationResolver {
  @Query(() => ObservationConnection, {
    nullable: true,
    description:
      'Observations of all sources, a page at a time, by municipality, indicator, period, series and source.',
  })
  async observations(
    @Ctx() context: Context,
    @Args(() => ObservationsArgs) args: ObservationsArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const { snapshot } = context;
    if (args.indicator != null) (await catalogueAt(snapshot)).indicator(args.indicator);
    const found = await page(observations(snapshot, args), 'observations', inKeyOrder, args);
    await hydrate(context, found.nodes, { ranked: selectsOfNodes(info, ['rank']) });
    return found;
  }
}
