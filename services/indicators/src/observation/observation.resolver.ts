import {
  type Context,
  historyKey,
  MunicipalityCodeScalar,
  PageArgs,
  PeriodScalar,
  page,
  StateCodeScalar,
  selects,
} from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { keyOfFigure, observationHistory, toldOf } from '../loaders.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { ObservationStatus } from '../vocabulary/observation-status.js';
import { hydrate } from './hydration.js';
import { selectsOfNodes } from './nodes.js';
import { Observation, ObservationConnection } from './observation.js';
import { inKeyOrder, type ObservationFilter, observations } from './observation.repository.js';

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

  @FieldResolver(() => [Observation], {
    description:
      'What was ever recorded of it, newest first: each with its value, source, the revision that recorded it and the one that changed it. They have no rank.',
  })
  history(@Root() observation: Observation, @Ctx() { loads }: Context) {
    return loads.load(observationHistory, historyKey(Observation, observation));
  }

  @FieldResolver(() => [Observation], {
    description: 'What other sources tell of the same figure, that which is preferred first. Empty where none does.',
  })
  async alternatives(@Root() observation: Observation, @Ctx() { loads }: Context, @Info() info: GraphQLResolveInfo) {
    const told = await loads.load(toldOf, keyOfFigure(observation), { ranked: selects(info, ['rank']) });
    return told.filter(({ sourceCode }) => sourceCode !== observation.sourceCode);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it is the one that stands for its figure: a known value before an unknown one, then that of the source whose code comes first in the alphabet.',
  })
  async isPreferred(@Root() observation: Observation, @Ctx() { loads }: Context) {
    const told = await loads.load(toldOf, keyOfFigure(observation), { ranked: false });
    return told[0]?.sourceCode === observation.sourceCode;
  }
}
