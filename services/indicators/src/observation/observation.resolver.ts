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
import { observationHistory, observationKey, observationsOfAllSources } from '../loaders.js';
import { DecimalScalar, decimalText } from '../vocabulary/decimal.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { ObservationStatus } from '../vocabulary/observation-status.js';
import { hydrate } from './hydration.js';
import { selectsOfNodes } from './node-selection.js';
import { Observation, ObservationConnection, ObservationVersion } from './observation.js';
import { inKeyOrder, type ObservationFilter, observations } from './observation.repository.js';

@ArgsType()
class ObservationsArgs extends PageArgs implements ObservationFilter {
  @Field(() => IndicatorCodeScalar, { nullable: true, description: 'Only observations of this indicator.' })
  indicator?: string;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only observations of this municipality.' })
  municipality?: string;

  @Field(() => StateCodeScalar, { nullable: true, description: 'Only observations of municipalities of this state.' })
  state?: string;

  @Field(() => PeriodScalar, { nullable: true, description: 'Only observations of exactly this period.' })
  period?: string;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'Only periods that end in this period or later.',
  })
  periodFrom?: string;

  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'Only periods that end in this period or earlier.',
  })
  periodTo?: string;

  @Field(() => String, { nullable: true, description: 'Only observations of the series with this code.' })
  seriesCode?: string;

  @Field(() => String, { nullable: true, description: 'Only observations from the publication with this code.' })
  sourceCode?: string;

  @Field(() => ObservationStatus, {
    nullable: true,
    description: 'Only observations with this status. NOT_AVAILABLE selects missing values.',
  })
  status?: ObservationStatus;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only observations for which another source has a different value, or only the others.',
  })
  isDisputed?: boolean;
}

@Resolver(() => Observation)
export class ObservationResolver {
  @Query(() => ObservationConnection, {
    nullable: true,
    description: 'Observations of all sources, by municipality, indicator, period, series and source.',
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

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'The value as an exact decimal number; null if there is none.',
  })
  exactValue(@Root('value') value: number | null) {
    return value === null ? null : decimalText(value);
  }

  @FieldResolver(() => [ObservationVersion], { description: 'All recorded versions, newest first.' })
  history(@Root() observation: Observation, @Ctx() { loads }: Context) {
    return loads.load(observationHistory, historyKey(Observation, observation));
  }

  @FieldResolver(() => [Observation], {
    description:
      'Observations of other sources for the same municipality, indicator, period and series, most preferred first.',
  })
  async alternatives(@Root() observation: Observation, @Ctx() { loads }: Context, @Info() info: GraphQLResolveInfo) {
    const ranked = selects(info, ['rank']);
    const all = await loads.load(observationsOfAllSources, observationKey(observation), { ranked });
    return all.filter(({ sourceCode }) => sourceCode !== observation.sourceCode);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether rankings, summaries, changes, composite indices and latest values use this observation.',
  })
  async isPreferred(@Root() observation: Observation, @Ctx() { loads }: Context) {
    const all = await loads.load(observationsOfAllSources, observationKey(observation), { ranked: false });
    return all[0]?.sourceCode === observation.sourceCode;
  }
}
