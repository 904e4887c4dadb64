import { type Batch, type Context } from '@cabildo/kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { findSlice } from '../computed/slice-choice.js';
import { IndicatorSummary, summarise } from '../computed/summary.js';
import { catalogueAt, type IndicatorChoice } from '../indicator/catalogue.js';
import { ONLY_CODES, ONLY_PILLAR, ONLY_TOPIC } from '../vocabulary/descriptions.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import { Pillar } from '../vocabulary/pillar.js';
import { Topic } from '../vocabulary/topic.js';
import { State } from './state.js';

@ArgsType()
export class ChoiceArgs implements IndicatorChoice {
  @Field(() => [IndicatorCodeScalar], { nullable: true, description: ONLY_CODES })
  codes?: string[];

  @Field(() => Topic, { nullable: true, description: ONLY_TOPIC })
  topic?: Topic;

  @Field(() => Pillar, { nullable: true, description: ONLY_PILLAR })
  pillar?: Pillar;
}

/** Summaries of indicators over the municipalities of a state, in the order of the indicators. */
const summariesOf: Batch<string, IndicatorSummary[], IndicatorChoice> = {
  read: async (snapshot, states, choice, loads) => {
    const indicators = (await catalogueAt(snapshot)).choose(choice);
    const summaries = states.map(async (state) => {
      const slices = indicators.map((indicator) => findSlice({ snapshot, loads }, indicator, { state }));
      return (await Promise.all(slices)).flatMap((slice, index) =>
        slice ? summarise(slice, indicators[index]!, loads.sources) : [],
      );
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
      'A summary of each indicator over the municipalities of the state, by code, for the newest period with a known value that covers the whole period. Leaves out indicators without observations.',
  })
  indicatorSummaries(
    @Root('code') state: string,
    @Ctx() { loads }: Context,
    @Args(() => ChoiceArgs) choice: ChoiceArgs,
  ): Promise<IndicatorSummary[]> {
    return loads.load(summariesOf, state, { ...choice });
  }
}
