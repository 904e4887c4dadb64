import { type Context, PageArgs, PeriodScalar, pageOfList, StateCodeScalar, selects } from '@cabildo/kit';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { catalogueAt } from '../indicator/catalogue.js';
import { Indicator } from '../indicator/indicator.js';
import { keyOfFigure, observationOf } from '../loaders.js';
import { selectsOfNodes } from '../observation/nodes.js';
import { Municipality, stateOf } from '../place/municipality.js';
import { ChangeOrder, changesInOrder, changeTerms } from '../vocabulary/change-order.js';
import { IndicatorCodeScalar } from '../vocabulary/indicator-code.js';
import {
  Change,
  ChangeConnection,
  type Comparison,
  changeOf,
  IndicatorChange,
  type MunicipalityChange,
  summariseChange,
} from './change.js';
import { type ComparisonChoice, compare } from './comparison.js';

@ArgsType()
class ComparisonArgs {
  @Field(() => PeriodScalar, { description: 'The earlier period.' })
  from!: string;

  @Field(() => PeriodScalar, { description: 'The later period.' })
  until!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The code of the series of both figures; where left out, the newest that has figures for both periods.',
  })
  series?: string;
}

@ArgsType()
class IndicatorChangeArgs extends ComparisonArgs implements ComparisonChoice {
  @Field(() => StateCodeScalar, {
    nullable: true,
    description: 'Only municipalities of this state; all that are recorded where left out.',
  })
  state?: string;
}

@ArgsType()
class ChangesArgs extends PageArgs {
  @Field(() => ChangeOrder, { defaultValue: ChangeOrder.BEST_FIRST, description: 'The order of the list.' })
  order: ChangeOrder = ChangeOrder.BEST_FIRST;
}

const whereIncomparable =
  'Two periods of different series are not comparable, and are refused with the code INCOMPARABLE.';

@Resolver(() => Indicator)
export class IndicatorChangeResolver {
  @FieldResolver(() => IndicatorChange, {
    nullable: true,
    description: `How it changed from one period to another. ${whereIncomparable}`,
  })
  async change(
    @Root('code') code: string,
    @Ctx() context: Context,
    @Args(() => IndicatorChangeArgs) args: IndicatorChangeArgs,
  ) {
    const indicator = (await catalogueAt(context.snapshot)).indicator(code);
    return summariseChange(await compare(context, indicator, args));
  }
}

@Resolver(() => IndicatorChange)
export class ChangesResolver {
  @FieldResolver(() => ChangeConnection, {
    description: 'The change in each municipality with a known value for both periods, a page at a time.',
  })
  async changes(
    @Root('comparison') comparison: Comparison,
    @Ctx() context: Context,
    @Args(() => ChangesArgs) args: ChangesArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const list = changesInOrder(comparison, args.order);
    const page = pageOfList(list, `changes ${args.order}`, changeTerms(comparison.indicator, args.order), args);
    await attachObservations(context, comparison, page.nodes, (path) => selectsOfNodes(info, path));
    return page;
  }
}

@Resolver(() => Municipality)
export class MunicipalityChangeResolver {
  @FieldResolver(() => Change, {
    nullable: true,
    description: `How an indicator changed in it from one period to another; null where it has no known value for both. ${whereIncomparable}`,
  })
  async change(
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

/** Reads the observations that changes lie between, where they are asked for. */
async function attachObservations(
  { loads }: Context,
  comparison: Comparison,
  changes: MunicipalityChange[],
  asked: (path: string[]) => boolean,
) {
  await Promise.all(
    (['from', 'until'] as const).map(async (end) => {
      if (!asked([end])) return;
      const hydration = { ranked: asked([end, 'rank']) };
      const keys = changes.map(({ municipality }) =>
        keyOfFigure({ ...comparison[end], municipalityCode: municipality.code }),
      );
      const found = await Promise.all(keys.map((key) => loads.load(observationOf, key, hydration)));
      for (const [index, change] of changes.entries()) Object.assign(change, { [end]: found[index] });
    }),
  );
}
