import { type Context, PeriodScalar, StateCodeScalar } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { municipalitiesOf } from '../loaders.js';
import { Municipality } from '../place/municipality.js';
import { HistogramBin, histogram } from './histogram.js';
import { knownValues, type Slice } from './slice.js';
import { findSlice, type SliceChoice } from './slice-choice.js';
import { IndicatorSummary, summarise } from './summary.js';

@ArgsType()
class SummaryArgs implements SliceChoice {
  @Field(() => PeriodScalar, {
    nullable: true,
    description: 'The period; where left out, the newest that has a known figure that is not partial.',
  })
  period?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the series; where left out, the newest that has figures for the period.',
  })
  series?: string;

  @Field(() => StateCodeScalar, {
    nullable: true,
    description: 'Only municipalities of this state; all that are recorded where left out.',
  })
  state?: string;
}

@Resolver(() => Indicator)
export class SummaryResolver {
  @FieldResolver(() => IndicatorSummary, {
    nullable: true,
    description: 'Its known values for a period, summed up. Null where no period is named and nothing is recorded.',
  })
  async summary(@Root('code') code: string, @Ctx() context: Context, @Args(() => SummaryArgs) args: SummaryArgs) {
    const indicator = (await catalogueAt(context.snapshot)).indicator(code);
    const slice = await findSlice(context, indicator, args);
    return slice && summarise(slice, indicator);
  }
}

@Resolver(() => IndicatorSummary)
export class IndicatorSummaryResolver {
  @FieldResolver(() => Int, {
    description:
      'How many municipalities lack a known value here, of those that this subgraph has any observation of, of any indicator.',
  })
  async missing(@Root('slice') slice: Slice, @Ctx() context: Context): Promise<number> {
    return (await missingFrom(slice, context)).length;
  }

  @FieldResolver(() => [Municipality], {
    nullable: true,
    description: 'The municipalities that lack a known value here, by code.',
  })
  missingMunicipalities(@Root('slice') slice: Slice, @Ctx() context: Context): Promise<Municipality[]> {
    return missingFrom(slice, context);
  }

  @FieldResolver(() => [HistogramBin], {
    description:
      'How the known values are spread: bins of equal width from the smallest to the largest, each without its upper bound but for the last. One bin where all values are equal; none where none is known.',
  })
  histogram(
    @Root('slice') slice: Slice,
    @Arg('bins', () => Int, { defaultValue: 10, description: 'How many bins: 1 to 50.' }) bins: number,
  ): HistogramBin[] {
    return histogram([...knownValues(slice).values()], bins);
  }
}

async function missingFrom(slice: Slice, { loads }: Context): Promise<Municipality[]> {
  const recorded = await loads.load(municipalitiesOf, slice.stateCode ?? '');
  const known = knownValues(slice);
  return recorded
    .filter(({ municipalityCode }) => !known.has(municipalityCode))
    .map((row) => ({ code: row.municipalityCode }));
}
