import { type Context, MunicipalityCodeScalar, PeriodScalar, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { municipalitiesOf } from '../loaders.js';
import { Municipality } from '../place/municipality.js';
import { ONLY_STATE, PERIOD, SERIES_CODE } from '../vocabulary/descriptions.js';
import { HistogramBin, histogram } from './histogram.js';
import { knownValues, type Slice } from './slice.js';
import { findSlice, type SliceChoice } from './slice-choice.js';
import { IndicatorSummary, summarise } from './summary.js';

@ArgsType()
class SummaryArgs implements SliceChoice {
  @Field(() => PeriodScalar, { nullable: true, description: PERIOD })
  period?: string;

  @Field(() => String, { nullable: true, description: SERIES_CODE })
  seriesCode?: string;

  @Field(() => StateCodeScalar, { nullable: true, description: ONLY_STATE })
  state?: string;
}

@Resolver(() => Indicator)
export class SummaryResolver {
  @FieldResolver(() => IndicatorSummary, {
    nullable: true,
    description: 'A summary of its known values for one period; null if no period is given and none is recorded.',
  })
  async summary(@Root('code') code: string, @Ctx() context: Context, @Args(() => SummaryArgs) args: SummaryArgs) {
    const indicator = (await catalogueAt(context.snapshot)).indicator(code);
    const slice = await findSlice(context, indicator, args);
    return slice && summarise(slice, indicator, context.sources);
  }
}

@Resolver(() => IndicatorSummary)
export class IndicatorSummaryResolver {
  @FieldResolver(() => Int, {
    description: 'Number of municipalities without a known value, among those with an observation of any indicator.',
  })
  async unknownCount(@Root('slice') slice: Slice, @Ctx() context: Context): Promise<number> {
    return (await unknownIn(slice, context)).length;
  }

  @FieldResolver(() => [MunicipalityCodeScalar], {
    description: 'The codes of the municipalities without a known value, in order.',
  })
  unknownMunicipalityCodes(@Root('slice') slice: Slice, @Ctx() context: Context): Promise<string[]> {
    return unknownIn(slice, context);
  }

  @FieldResolver(() => [Municipality], {
    nullable: true,
    description: 'The municipalities without a known value, by code.',
  })
  async unknownMunicipalities(@Root('slice') slice: Slice, @Ctx() context: Context): Promise<Municipality[]> {
    return (await unknownIn(slice, context)).map((code) => ({ code }));
  }

  @FieldResolver(() => [HistogramBin], {
    description:
      'The distribution of the known values in bins of equal width. One bin if all values are equal; none if no value is known.',
  })
  histogram(
    @Root('slice') slice: Slice,
    @Arg('bins', () => Int, { defaultValue: 10, description: 'Number of bins: 1 to 50.' }) bins: number,
  ): HistogramBin[] {
    return histogram([...knownValues(slice).values()], bins);
  }
}

async function unknownIn(slice: Slice, { loads }: Context): Promise<string[]> {
  const recorded = await loads.load(municipalitiesOf, slice.stateCode ?? '');
  const known = knownValues(slice);
  return recorded.flatMap(({ municipalityCode }) => (known.has(municipalityCode) ? [] : [municipalityCode]));
}
