import { CabildoError, type Context, pageOfList } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { inOrder, rankTerms } from './ranking.js';
import { EntriesArgs, RankingArgs } from './ranking-args.js';
import { IndicatorRatio, MunicipalityRatioConnection, ratioOf } from './ratio.js';
import { referenceSlice } from './reference-slice.js';
import { findSlice } from './slice-choice.js';
import { POPULATION } from './weighted-mean.js';

@Resolver(() => Indicator)
export class RatioResolver {
  @FieldResolver(() => IndicatorRatio, {
    nullable: true,
    description:
      'The ratio of its values to another indicator. The denominator has the last period that does not end after the numerator. Null if there are no observations.',
  })
  async ratio(
    @Root('code') code: string,
    @Ctx() context: Context,
    @Args(() => RankingArgs) args: RankingArgs,
    @Arg('denominator', () => IndicatorCodeScalar, {
      defaultValue: POPULATION,
      description: 'The code of the indicator that divides. Defaults to the population.',
    })
    denominatorCode: string,
    @Arg('per', () => Float, { defaultValue: 10_000, description: 'The factor of the ratio, above 0.' }) per: number,
  ) {
    if (!(per > 0)) throw new CabildoError('BAD_ARGUMENT', `per: ${per} arrived. Expected more than 0.`);
    const catalogue = await catalogueAt(context.snapshot);
    const [numerator, denominator] = [catalogue.indicator(code), catalogue.indicator(denominatorCode)];
    const above = await findSlice(context, numerator, args);
    const below = above && (await referenceSlice(context, denominatorCode, above));
    return below && ratioOf({ numerator, denominator, per }, above, below, context.sources);
  }
}

@Resolver(() => IndicatorRatio)
export class RatioEntriesResolver {
  @FieldResolver(() => MunicipalityRatioConnection, { description: 'The ratios of the municipalities.' })
  entries(@Root() { ranked }: IndicatorRatio, @Args(() => EntriesArgs) args: EntriesArgs) {
    const list = inOrder(ranked, args.orderBy).filter(({ value }) => args.includes(value));
    return pageOfList(list, `ratio ${args.orderBy}`, rankTerms(args.orderBy), args);
  }
}
