import { type Context, PageArgs, PeriodScalar, pageOfList, StateCodeScalar } from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, ArgsType, Ctx, Field, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { keyOfFigure, observationOf } from '../loaders.js';
import { selectsOfNodes } from '../observation/nodes.js';
import { inOrder, RankedObservation, RankingConnection, RankingOrder, rankTerms } from './ranking.js';
import { isPartial, rankSlice, type Slice } from './slice.js';
import { findSlice, type SliceChoice } from './slice-choice.js';

@ArgsType()
class RankingArgs extends PageArgs implements SliceChoice {
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

  @Field(() => RankingOrder, { defaultValue: RankingOrder.BEST_FIRST, description: 'From which end to read it.' })
  order: RankingOrder = RankingOrder.BEST_FIRST;
}

@Resolver(() => Indicator)
export class RankingResolver {
  @FieldResolver(() => RankingConnection, {
    nullable: true,
    description:
      'The municipalities with a known value for a period, best first. 1 is the best by the polarity of the indicator, and the largest where it is NEUTRAL; equals share a place: 1, 2, 2, 4. Null where no period is named and nothing is recorded.',
  })
  async ranking(
    @Root('code') code: string,
    @Ctx() context: Context,
    @Args(() => RankingArgs) args: RankingArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const indicator = (await catalogueAt(context.snapshot)).indicator(code);
    const slice = await findSlice(context, indicator, args);
    if (!slice) return null;
    const ranked = rankSlice(slice, indicator).map(({ municipalityCode, ...rank }) => ({
      ...rank,
      municipality: { code: municipalityCode },
    }));
    const page = pageOfList(inOrder(ranked, args.order), `ranking ${args.order}`, rankTerms(args.order), args);
    await attachObservations(context, slice, page.nodes, info);
    return { ...page, period: slice.period, series: slice.series, partial: isPartial(slice) };
  }
}

type Unattached = Omit<RankedObservation, 'observation'> & { observation?: unknown };

/** Reads the observations of a page, where they are asked for. */
async function attachObservations({ loads }: Context, slice: Slice, nodes: Unattached[], info: GraphQLResolveInfo) {
  if (!selectsOfNodes(info, ['observation'])) return;
  const hydration = { ranked: selectsOfNodes(info, ['observation', 'rank']) };
  const keys = nodes.map((node) => keyOfFigure({ ...slice, municipalityCode: node.municipality.code }));
  const found = await Promise.all(keys.map((key) => loads.load(observationOf, key, hydration)));
  for (const [index, node] of nodes.entries()) node.observation = found[index];
}
