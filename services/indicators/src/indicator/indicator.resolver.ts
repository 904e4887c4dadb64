import { type Context, PageArgs, page, Source, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { coverageOf, periodsOf, sourcesOf } from '../loaders.js';
import { ONLY_STATE } from '../vocabulary/descriptions.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { IndicatorOrder } from '../vocabulary/indicator-order.js';
import { Pillar } from '../vocabulary/pillar.js';
import { Polarity } from '../vocabulary/polarity.js';
import { Topic } from '../vocabulary/topic.js';
import { catalogueAt } from './catalogue.js';
import { IndicatorCoverage, IndicatorPeriod } from './coverage.js';
import { Indicator, IndicatorConnection } from './indicator.js';
import { type IndicatorFilter, indicatorOrder, indicators } from './indicator.repository.js';
import { Series } from './series.js';
import { SourcePreference } from './source-preference.js';

@ArgsType()
class IndicatorsArgs extends PageArgs implements IndicatorFilter {
  @Field(() => Topic, { nullable: true, description: 'Only indicators of this topic.' })
  topic?: Topic;

  @Field(() => Pillar, { nullable: true, description: 'Only indicators of this pillar of open government.' })
  pillar?: Pillar;

  @Field(() => Polarity, { nullable: true, description: 'Only indicators of this polarity.' })
  polarity?: Polarity;

  @Field(() => String, {
    nullable: true,
    description: 'Only indicators with observations from the publication with this code.',
  })
  sourceCode?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Only indicators whose name or code is similar, or whose definition has this text. Tolerates missing accents; typing errors are tolerated in the name and code only.',
  })
  search?: string;

  @Field(() => IndicatorOrder, { defaultValue: IndicatorOrder.RELEVANCE, description: 'The order of the list.' })
  orderBy: IndicatorOrder = IndicatorOrder.RELEVANCE;
}

@Resolver(() => Indicator)
export class IndicatorResolver {
  @Query(() => Indicator, { nullable: true, description: 'The indicator with this code; null if there is none.' })
  async indicator(
    @Ctx() { snapshot }: Context,
    @Arg('code', () => IndicatorCodeScalar, { description: 'The code.' }) code: string,
  ) {
    return (await catalogueAt(snapshot)).find(code);
  }

  @Query(() => IndicatorConnection, { nullable: true, description: 'Indicators.' })
  indicators(@Ctx() { snapshot }: Context, @Args(() => IndicatorsArgs) args: IndicatorsArgs) {
    const { orderBy, search } = args;
    return page(indicators(snapshot, args), `indicators ${orderBy}`, indicatorOrder(orderBy, search), args);
  }

  @FieldResolver(() => [Series], { description: 'Its series, oldest first.' })
  async series(@Root('code') code: string, @Ctx() { snapshot }: Context) {
    return (await catalogueAt(snapshot)).seriesOf(code);
  }

  @FieldResolver(() => [SourcePreference], {
    description: 'Its declared source preferences, most preferred first. Empty if none is declared.',
  })
  async sourcePreferences(@Root('code') code: string, @Ctx() { snapshot }: Context) {
    return (await catalogueAt(snapshot)).preferencesOf(code);
  }

  @FieldResolver(() => [IndicatorPeriod], { description: 'The periods with observations, oldest first.' })
  async periods(
    @Root('code') code: string,
    @Ctx() { loads, sources }: Context,
    @Arg('state', () => StateCodeScalar, { nullable: true, description: ONLY_STATE }) state?: string,
  ) {
    const found = await loads.load(periodsOf, code, { state });
    return found.map((row) => ({ ...row, sources: sources.of(row.sourceIds) }));
  }

  @FieldResolver(() => IndicatorCoverage, { description: 'Counts of its known values.' })
  async coverage(
    @Root('code') code: string,
    @Ctx() { loads, sources }: Context,
    @Arg('state', () => StateCodeScalar, { nullable: true, description: ONLY_STATE }) state?: string,
  ) {
    const found = await loads.load(coverageOf, code, { state });
    if (!found) return { municipalityCount: 0, observationCount: 0, firstPeriod: null, lastPeriod: null, sources: [] };
    return { ...found, sources: sources.of(found.sourceIds) };
  }

  @FieldResolver(() => [Source], { description: 'The source files of its observations, by publication code.' })
  async sources(@Root('code') code: string, @Ctx() { loads, sources }: Context) {
    const found = await loads.load(sourcesOf, code);
    return found.map(({ sourceId }) => sources.get(sourceId));
  }
}

@Resolver(() => Series)
export class SeriesResolver {
  @FieldResolver(() => Indicator, { description: 'The indicator.' })
  async indicator(@Root('indicatorCode') code: string, @Ctx() { snapshot }: Context) {
    return (await catalogueAt(snapshot)).indicator(code);
  }
}
