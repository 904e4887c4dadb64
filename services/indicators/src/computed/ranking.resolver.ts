import { type Context, pageOfList } from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { observationKey, preferredObservation } from '../loaders.js';
import { selectsOfNodes } from '../observation/node-selection.js';
import { inOrder, RankedObservationConnection, Ranking, rankTerms, type Unattached } from './ranking.js';
import { EntriesArgs, RankingArgs } from './ranking-args.js';
import { hasPartialValues, rankSlice, type Slice, sourcesOfSlices } from './slice.js';
import { findSlice } from './slice-choice.js';

@Resolver(() => Indicator)
export class RankingResolver {
  @FieldResolver(() => Ranking, {
    nullable: true,
    description:
      'A ranking of municipalities by their known values for one period; null if no period is given and none is recorded.',
  })
  async ranking(@Root('code') code: string, @Ctx() context: Context, @Args(() => RankingArgs) args: RankingArgs) {
    const indicator = (await catalogueAt(context.snapshot)).indicator(code);
    const slice = await findSlice(context, indicator, args);
    return slice && rankingOf(slice, indicator, context);
  }
}

function rankingOf(slice: Slice, indicator: Indicator, { sources }: Context): Ranking {
  return {
    indicator,
    period: slice.period,
    seriesCode: slice.seriesCode,
    isPartial: hasPartialValues(slice),
    isOfRawCounts: indicator.isSummable,
    sources: sourcesOfSlices(sources, slice),
    ranked: rankSlice(slice, indicator).map((each) => ({ ...each, municipality: { code: each.municipalityCode } })),
    slice,
  };
}

@Resolver(() => Ranking)
export class RankingEntriesResolver {
  @FieldResolver(() => RankedObservationConnection, { description: 'The ranked municipalities.' })
  async entries(
    @Root() { ranked, slice }: Ranking,
    @Ctx() context: Context,
    @Args(() => EntriesArgs) args: EntriesArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const { orderBy } = args;
    const list = inOrder(ranked, orderBy).filter(({ value }) => args.includes(value));
    const page = pageOfList(list, `ranking ${orderBy}`, rankTerms(orderBy), args);
    await attachObservations(context, slice, page.nodes, info);
    return page;
  }
}

/** Reads the observations of a page, if they are selected. */
async function attachObservations({ loads }: Context, slice: Slice, nodes: Unattached[], info: GraphQLResolveInfo) {
  if (!selectsOfNodes(info, ['observation'])) return;
  const hydration = { ranked: selectsOfNodes(info, ['observation', 'rank']) };
  const keys = nodes.map(({ municipalityCode }) => observationKey({ ...slice, municipalityCode }));
  const found = await Promise.all(keys.map((key) => loads.load(preferredObservation, key, hydration)));
  for (const [index, node] of nodes.entries()) node.observation = found[index];
}
