import { type Context, Pillar } from '@cabildo/kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Choice, catalogueAt } from './catalogue.js';
import { IndicatorCodeScalar } from './indicator-code.js';
import { findSlice } from './slice-choice.js';
import { State } from './state.js';
import { IndicatorSummary, summarise } from './summary.js';
import { Topic } from './topic.js';

@ArgsType()
class ChoiceArgs implements Choice {
  @Field(() => [IndicatorCodeScalar], { nullable: true, description: 'Only these indicators, in this order.' })
  codes?: string[];

  @Field(() => Topic, { nullable: true, description: 'Only indicators of this topic.' })
  topic?: Topic;

  @Field(() => Pillar, { nullable: true, description: 'Only indicators that measure this pillar of open government.' })
  pillar?: Pillar;
}

@Resolver(() => State)
export class StateResolver {
  @FieldResolver(() => [IndicatorSummary], {
    nullable: true,
    description:
      'Each indicator summed up over the municipalities of the state, by code: for the newest period with a known figure that is not partial, and the newest series then. Indicators that nothing is recorded of are left out.',
  })
  async indicatorSummaries(
    @Root('code') state: string,
    @Ctx() context: Context,
    @Args(() => ChoiceArgs) choice: ChoiceArgs,
  ): Promise<IndicatorSummary[]> {
    const indicators = (await catalogueAt(context.snapshot)).choose(choice);
    const slices = await Promise.all(indicators.map((indicator) => findSlice(context, indicator, { state })));
    return slices.flatMap((slice, index) => (slice ? summarise(slice, indicators[index]!) : []));
  }
}
