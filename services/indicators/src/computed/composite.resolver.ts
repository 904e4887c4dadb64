import { type Batch, type Context, PageArgs, pageOfList, StateCodeScalar } from '@cabildo/kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Municipality, stateOf } from '../place/municipality.js';
import { CompositeComponentInput, CompositeIndex, CompositeScore, CompositeScoreConnection } from './composite.js';
import { computeIndex } from './composite-index.js';
import { inOrder, RankingOrder, rankTerms } from './ranking.js';

/** A composite index is computed once in a request, whoever asks for a score of it; '' is all states together. */
const indexOf: Batch<string, CompositeIndex | null, { components: CompositeComponentInput[] }> = {
  read: async (snapshot, states, { components }, loads) => {
    const computed = states.map(
      async (state) => [state, await computeIndex({ snapshot, loads }, components, state || null)] as const,
    );
    return new Map(await Promise.all(computed));
  },
  absent: null,
};

@ArgsType()
class CompositeArgs {
  @Field(() => [CompositeComponentInput], { description: 'What it is made of: 1 to 40 indicators.' })
  components!: CompositeComponentInput[];
}

@ArgsType()
class CompositeIndexArgs extends CompositeArgs {
  @Field(() => StateCodeScalar, {
    nullable: true,
    description: 'Only municipalities of this state; all that are recorded where left out.',
  })
  state?: string;
}

@ArgsType()
class ScoresArgs extends PageArgs {
  @Field(() => RankingOrder, { defaultValue: RankingOrder.BEST_FIRST, description: 'From which end to read them.' })
  order: RankingOrder = RankingOrder.BEST_FIRST;
}

@Resolver(() => CompositeIndex)
export class CompositeResolver {
  @Query(() => CompositeIndex, {
    nullable: true,
    description: 'A composite index of indicators, with weights of your own. Its method is in the answer.',
  })
  compositeIndex(@Ctx() { loads }: Context, @Args(() => CompositeIndexArgs) { components, state }: CompositeIndexArgs) {
    return loads.load(indexOf, state ?? '', { components });
  }

  @FieldResolver(() => CompositeScoreConnection, { description: 'The scores, a page at a time.' })
  scores(@Root('ranked') ranked: CompositeScore[], @Args(() => ScoresArgs) args: ScoresArgs) {
    return pageOfList(inOrder(ranked, args.order), `scores ${args.order}`, rankTerms(args.order), args);
  }
}

@Resolver(() => Municipality)
export class MunicipalityScoreResolver {
  @FieldResolver(() => CompositeScore, {
    nullable: true,
    description:
      'Its score in a composite index over the municipalities of its state; null where it lacks a known value of a component.',
  })
  async score(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Args(() => CompositeArgs) { components }: CompositeArgs,
  ) {
    const index = await loads.load(indexOf, stateOf(code), { components });
    return index?.ranked.find(({ municipality }) => municipality.code === code) ?? null;
  }
}
