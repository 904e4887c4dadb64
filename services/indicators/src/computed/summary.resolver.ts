import { type Context, MunicipalityCodeScalar, PeriodScalar, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { municipalitiesOf } from '../loaders.js';
import { Municipality } from '../place/municipality.js';
import { ONLY_MUNICIPALITIES, ONLY_STATE, PERIOD, SERIES_CODE } from '../vocabulary/descriptions.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { HistogramBin, histogram } from './histogram.js';
import { knownValues, type Slice } from './slice.js';
import { findSlice, type SliceChoice } from './slice-choice.js';
import { IndicatorSummary, summarise } from './summary.js';
import { POPULATION, WeightedMean, weightedMeanOf } from './weighted-mean.js';

@ArgsType()
class SummaryArgs implements SliceChoice {
  @Field(() => PeriodScalar, { nullable: true, description: PERIOD })
  period?: string;

  @Field(() => String, { nullable: true, description: SERIES_CODE })
  seriesCode?: string;

  @Field(() => StateCodeScalar, { nullable: true, description: ONLY_STATE })
  state?: string;

  @Field(() => [MunicipalityCodeScalar], { nullable: true, description: ONLY_MUNICIPALITIES })
  municipalities?: string[];
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

  @FieldResolver(() => WeightedMean, {
    nullable: true,
    description:
      'The mean weighted by another indicator, such as population; null for counts and amounts, or if no weight is known.',
  })
  weightedMean(
    @Root() { slice, indicator }: IndicatorSummary,
    @Ctx() context: Context,
    @Arg('by', () => IndicatorCodeScalar, {
      defaultValue: POPULATION,
      description: 'The code of the indicator with the weights. Defaults to the population.',
    })
    by: string,
  ): Promise<WeightedMean | null> {
    return weightedMeanOf(context, indicator, slice, by);
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

const recordedIn = async ({ stateCode }: Slice, loads: Context['loads']) =>
  (await loads.load(municipalitiesOf, stateCode ?? '')).map(({ municipalityCode }) => municipalityCode);

async function unknownIn(slice: Slice, { loads }: Context): Promise<string[]> {
  const known = knownValues(slice);
  const recorded = slice.municipalityCodes ?? (await recordedIn(slice, loads));
  return recorded.filter((code) => !known.has(code));
}
