import type { Context } from '@cabildo/kit';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { findingsOfCheck } from './loaders.js';
import { SubgraphCheck, SubgraphCheckFinding } from './subgraph-check.js';

@Resolver(() => SubgraphCheck)
export class SubgraphCheckResolver {
  @FieldResolver(() => [SubgraphCheckFinding], { description: 'What the check found, errors first.' })
  checkFindings(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(findingsOfCheck, id);
  }
}
