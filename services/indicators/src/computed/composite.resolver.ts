import { type Batch, type Context, PageArgs, pageOfList, StateCodeScalar } from '@cabildo/kit';
import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Municipality, stateOf } from '../place/municipality.js';
import { ONLY_STATE } from '../vocabulary/descriptions.js';
import { RankingOrder } from '../vocabulary/ranking-order.js';
import {
  CompositeComponentInput,
  type CompositeExclusion,
  CompositeExclusionConnection,
  CompositeIndex,
  CompositeScore,
  CompositeScoreConnection,
} from './composite.js';
import { computeIndex } from './composite-index.js';
import { inOrder, rankTerms } from './ranking.js';

/** Computes an index once in a request, however many fields select it. The key '' is all states together. */
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
  @Field(() => [CompositeComponentInput], { description: 'The components: 1 to 40 indicators.' })
  components!: CompositeComponentInput[];
}

@ArgsType()
class CompositeIndexArgs extends CompositeArgs {
  @Field(() => StateCodeScalar, { nullable: true, description: ONLY_STATE })
  state?: string;
}

@ArgsType()
class ScoresArgs extends PageArgs {
  @Field(() => RankingOrder, { defaultValue: RankingOrder.POSITION_ASC, description: 'The order of the list.' })
  orderBy: RankingOrder = RankingOrder.POSITION_ASC;
}

const byCode = [{ valueOf: ({ municipalityCode }: CompositeExclusion) => municipalityCode }];

@Resolver(() => CompositeIndex)
export class CompositeResolver {
  @Query(() => CompositeIndex, {
    nullable: true,
    description: 'A composite index of indicators with the weights of the client.',
  })
  compositeIndex(@Ctx() { loads }: Context, @Args(() => CompositeIndexArgs) { components, state }: CompositeIndexArgs) {
    return loads.load(indexOf, state ?? '', { components });
  }

  @FieldResolver(() => CompositeScoreConnection, { description: 'The scores.' })
  scores(@Root('ranked') ranked: CompositeScore[], @Args(() => ScoresArgs) args: ScoresArgs) {
    return pageOfList(inOrder(ranked, args.orderBy), `scores ${args.orderBy}`, rankTerms(args.orderBy), args);
  }

  @FieldResolver(() => CompositeExclusionConnection, { description: 'The municipalities without a score, by code.' })
  exclusions(@Root('excluded') excluded: CompositeExclusion[], @Args(() => PageArgs) args: PageArgs) {
    return pageOfList(excluded, 'exclusions', byCode, args);
  }
}

@Resolver(() => Municipality)
export class MunicipalityScoreResolver {
  @FieldResolver(() => CompositeScore, {
    nullable: true,
    description:
      'Its score in a composite index over the municipalities of its state; null if it lacks a known value of a component.',
  })
  async compositeScore(
    @Root('code') code: string,
    @Ctx() { loads }: Context,
    @Args(() => CompositeArgs) { components }: CompositeArgs,
  ) {
    const index = await loads.load(indexOf, stateOf(code), { components });
    return index?.ranked.find(({ municipalityCode }) => municipalityCode === code) ?? null;
  }
}
