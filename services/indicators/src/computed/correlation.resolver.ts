import { type Context, PageArgs, PeriodScalar, pageOfList } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { PERIOD } from '../vocabulary/descriptions.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { Correlation, correlate, type ValuePair, ValuePairConnection } from './correlation.js';
import { RankingArgs } from './ranking-args.js';
import { findSlice } from './slice-choice.js';

const byCode = [{ valueOf: ({ municipalityCode }: ValuePair) => municipalityCode }];

@Resolver(() => Indicator)
export class CorrelationResolver {
  @FieldResolver(() => Correlation, {
    nullable: true,
    description: 'The correlation of its values with another indicator; null if either has no observations.',
  })
  async correlation(
    @Root('code') code: string,
    @Ctx() context: Context,
    @Args(() => RankingArgs) args: RankingArgs,
    @Arg('other', () => IndicatorCodeScalar, { description: 'The code of the other indicator.' }) otherCode: string,
    @Arg('otherPeriod', () => PeriodScalar, { nullable: true, description: PERIOD }) otherPeriod?: string,
  ) {
    const catalogue = await catalogueAt(context.snapshot);
    const [indicator, other] = [catalogue.indicator(code), catalogue.indicator(otherCode)];
    const { state, municipalities } = args;
    const [slice, otherSlice] = await Promise.all([
      findSlice(context, indicator, args),
      findSlice(context, other, { period: otherPeriod, state, municipalities }),
    ]);
    return slice && otherSlice && correlate({ indicator, other }, slice, otherSlice, context.sources);
  }
}

@Resolver(() => Correlation)
export class ValuePairsResolver {
  @FieldResolver(() => ValuePairConnection, { description: 'The values of the municipalities with both, by code.' })
  pairs(@Root('all') all: ValuePair[], @Args(() => PageArgs) args: PageArgs) {
    return pageOfList(all, 'pairs', byCode, args);
  }
}
