import { type Batch, type Context } from '@cabildo/kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { findSlice } from '../computed/slice-choice.js';
import { IndicatorSummary, summarise } from '../computed/summary.js';
import { type Choice, catalogueAt } from '../indicator/catalogue.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { Pillar } from '../vocabulary/pillar.js';
import { Topic } from '../vocabulary/topic.js';
import { State } from './state.js';

@ArgsType()
class ChoiceArgs implements Choice {
  @Field(() => [IndicatorCodeScalar], { nullable: true, description: 'Only these indicators, in this order.' })
  codes?: string[];

  @Field(() => Topic, { nullable: true, description: 'Only indicators of this topic.' })
  topic?: Topic;

  @Field(() => Pillar, { nullable: true, description: 'Only indicators that measure this pillar of open government.' })
  pillar?: Pillar;
}

/** Indicators summed up over the municipalities of a state, in their order. */
const summariesOf: Batch<string, IndicatorSummary[], Choice> = {
  read: async (snapshot, states, choice, loads) => {
    const indicators = (await catalogueAt(snapshot)).choose(choice);
    const summaries = states.map(async (state) => {
      const slices = indicators.map((indicator) => findSlice({ snapshot, loads }, indicator, { state }));
      return (await Promise.all(slices)).flatMap((slice, index) => (slice ? summarise(slice, indicators[index]!) : []));
    });
    return new Map((await Promise.all(summaries)).map((list, index) => [states[index]!, list]));
  },
  absent: [],
};

@Resolver(() => State)
export class StateResolver {
  @FieldResolver(() => [IndicatorSummary], {
    nullable: true,
    description:
      'Each indicator summed up over the municipalities of the state, by code: for the newest period with a known figure that is not partial, and the newest series then. Indicators that nothing is recorded of are left out.',
  })
  indicatorSummaries(
    @Root('code') state: string,
    @Ctx() { loads }: Context,
    @Args(() => ChoiceArgs) choice: ChoiceArgs,
  ): Promise<IndicatorSummary[]> {
    return loads.load(summariesOf, state, { ...choice });
  }
}
