import { type Context, PageArgs, PeriodScalar, pageOfList, StateCodeScalar, selects } from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { observationKey, preferredObservation } from '../loaders.js';
import { selectsOfNodes } from '../observation/node-selection.js';
import { Municipality, stateOf } from '../place/municipality.js';
import { ChangeOrder } from '../vocabulary/change-order.js';
import { ONLY_STATE } from '../vocabulary/descriptions.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import {
  ChangeSummary,
  type Comparison,
  changeOf,
  ObservationChange,
  ObservationChangeConnection,
  summariseChange,
  type UnattachedChange,
} from './change.js';
import { changesInOrder, changeTerms } from './change-list.js';
import { type ComparisonChoice, compare } from './comparison.js';

@ArgsType()
class ComparisonArgs {
  @Field(() => PeriodScalar, { description: 'The earlier period.' })
  periodFrom!: string;

  @Field(() => PeriodScalar, { description: 'The later period.' })
  periodTo!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the series. Defaults to the newest series with values for both periods.',
  })
  seriesCode?: string;
}

@ArgsType()
class ChangeSummaryArgs extends ComparisonArgs implements ComparisonChoice {
  @Field(() => StateCodeScalar, { nullable: true, description: ONLY_STATE })
  state?: string;
}

@ArgsType()
class ChangesArgs extends PageArgs {
  @Field(() => ChangeOrder, { defaultValue: ChangeOrder.IMPROVEMENT_DESC, description: 'The order of the list.' })
  orderBy: ChangeOrder = ChangeOrder.IMPROVEMENT_DESC;
}

const ERROR_IF_INCOMPARABLE = 'Returns the error INCOMPARABLE if the periods belong to different series.';

@Resolver(() => Indicator)
export class ChangeSummaryResolver {
  @FieldResolver(() => ChangeSummary, {
    nullable: true,
    description: `A summary of its changes from one period to a later one. ${ERROR_IF_INCOMPARABLE}`,
  })
  async changeSummary(
    @Root('code') code: string,
    @Ctx() context: Context,
    @Args(() => ChangeSummaryArgs) args: ChangeSummaryArgs,
  ) {
    const indicator = (await catalogueAt(context.snapshot)).indicator(code);
    return summariseChange(await compare(context, indicator, args));
  }
}

@Resolver(() => ChangeSummary)
export class ChangesResolver {
  @FieldResolver(() => ObservationChangeConnection, {
    description: 'The change of each municipality with a known value for both periods.',
  })
  async changes(
    @Root('comparison') comparison: Comparison,
    @Ctx() context: Context,
    @Args(() => ChangesArgs) args: ChangesArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const { orderBy } = args;
    const list = changesInOrder(comparison, orderBy);
    const page = pageOfList(list, `changes ${orderBy}`, changeTerms(comparison.indicator, orderBy), args);
    await attachObservations(context, comparison, page.nodes, (path) => selectsOfNodes(info, path));
    return page;
  }
}

@Resolver(() => Municipality)
export class MunicipalityChangeResolver {
  @FieldResolver(() => ObservationChange, {
    nullable: true,
    description: `The change of an indicator from one period to a later one; null without a known value for both. ${ERROR_IF_INCOMPARABLE}`,
  })
  async indicatorChange(
    @Root('code') code: string,
    @Ctx() context: Context,
    @Arg('indicator', () => IndicatorCodeScalar, { description: 'The code of the indicator.' }) indicatorCode: string,
    @Args(() => ComparisonArgs) args: ComparisonArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const indicator = (await catalogueAt(context.snapshot)).indicator(indicatorCode);
    const comparison = await compare(context, indicator, { ...args, state: stateOf(code) });
    const change = changeOf(comparison, code);
    if (change) await attachObservations(context, comparison, [change], (path) => selects(info, path));
    return change;
  }
}

/** Reads the observations of changes, if they are selected. */
async function attachObservations(
  { loads }: Context,
  comparison: Comparison,
  changes: UnattachedChange[],
  isSelected: (path: string[]) => boolean,
) {
  await Promise.all(
    (['earlier', 'later'] as const).map(async (end) => {
      if (!isSelected([end])) return;
      const hydration = { ranked: isSelected([end, 'rank']) };
      const keys = changes.map(({ municipalityCode }) => observationKey({ ...comparison[end], municipalityCode }));
      const found = await Promise.all(keys.map((key) => loads.load(preferredObservation, key, hydration)));
      for (const [index, change] of changes.entries()) Object.assign(change, { [end]: found[index] });
    }),
  );
}
