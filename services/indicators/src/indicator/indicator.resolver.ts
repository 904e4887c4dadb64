import { type Context, PageArgs, page, Source, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { coverageOf, periodsOf, sourcesOf } from '../loaders.js';
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

@ArgsType()
class IndicatorsArgs extends PageArgs implements IndicatorFilter {
  @Field(() => Topic, { nullable: true, description: 'Only those of this topic.' })
  topic?: Topic;

  @Field(() => Pillar, { nullable: true, description: 'Only those that measure this pillar of open government.' })
  pillar?: Pillar;

  @Field(() => Polarity, { nullable: true, description: 'Only those of this polarity.' })
  polarity?: Polarity;

  @Field(() => String, { nullable: true, description: 'Only those that the publication of this code has figures of.' })
  source?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those whose name or code holds these words, or nearly so, or whose definition holds them; missing accents and slips of the pen are forgiven.',
  })
  text?: string;

  @Field(() => IndicatorOrder, { defaultValue: IndicatorOrder.RELEVANCE, description: 'The order of the list.' })
  orderBy: IndicatorOrder = IndicatorOrder.RELEVANCE;
}

const ofState = {
  nullable: true,
  description: 'Only municipalities of this state; all that are recorded where left out.',
};

@Resolver(() => Indicator)
export class IndicatorResolver {
  @Query(() => Indicator, { nullable: true, description: 'The indicator of a code; an error where there is none.' })
  async indicator(
    @Ctx() { snapshot }: Context,
    @Arg('code', () => IndicatorCodeScalar, { description: 'Its code.' }) code: string,
  ) {
    return (await catalogueAt(snapshot)).indicator(code);
  }

  @Query(() => IndicatorConnection, { nullable: true, description: 'Indicators, a page at a time.' })
  indicators(@Ctx() { snapshot }: Context, @Args(() => IndicatorsArgs) args: IndicatorsArgs) {
    const { orderBy, text } = args;
    return page(indicators(snapshot, args), `indicators ${orderBy}`, indicatorOrder(orderBy, text), args);
  }

  @FieldResolver(() => [Series], { description: 'Its series (versions of its methodology), oldest first.' })
  async series(@Root('code') code: string, @Ctx() { snapshot }: Context) {
    return (await catalogueAt(snapshot)).seriesOf(code);
  }

  @FieldResolver(() => [IndicatorPeriod], { description: 'The periods that figures are recorded for, oldest first.' })
  periods(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Arg('state', () => StateCodeScalar, ofState) state?: string,
  ) {
    return loads.load(periodsOf, code, { state });
  }

  @FieldResolver(() => IndicatorCoverage, { description: 'How much is known of it.' })
  async coverage(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Arg('state', () => StateCodeScalar, ofState) state?: string,
  ) {
    const found = await loads.load(coverageOf, code, { state });
    return found ?? { municipalityCount: 0, observationCount: 0, firstPeriod: null, lastPeriod: null };
  }

  @FieldResolver(() => [Source], {
    description: 'The files that its figures come from, by the code of the publication.',
  })
  async sources(@Root('code') code: string, @Ctx() { loads, sources }: Context) {
    const found = await loads.load(sourcesOf, code);
    return found.map(({ sourceId }) => sources.get(sourceId));
  }
}
