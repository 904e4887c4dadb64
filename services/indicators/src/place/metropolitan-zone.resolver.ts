import type { Context } from '@cabildo/kit';
import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { findSlice } from '../computed/slice-choice.js';
import { IndicatorSummary, summarise } from '../computed/summary.js';
import { catalogueAt } from '../indicator/catalogue.js';
import { MetropolitanZone } from './metropolitan-zone.js';
import { ChoiceArgs } from './state.resolver.js';

@Resolver(() => MetropolitanZone)
export class MetropolitanZoneResolver {
  @Directive('@requires(fields: "municipalityCodes")')
  @FieldResolver(() => [IndicatorSummary], {
    nullable: true,
    description:
      'A summary of each indicator over the municipalities of the zone, by code, for the newest period with a known value that covers the whole period. Leaves out indicators without observations.',
  })
  async indicatorSummaries(
    @Root('municipalityCodes') municipalities: string[],
    @Ctx() context: Context,
    @Args(() => ChoiceArgs) choice: ChoiceArgs,
  ): Promise<IndicatorSummary[]> {
    const indicators = (await catalogueAt(context.snapshot)).choose(choice);
    const slices = await Promise.all(indicators.map((each) => findSlice(context, each, { municipalities })));
    return slices.flatMap((slice, at) => (slice ? [summarise(slice, indicators[at]!, context.sources)] : []));
  }
}
