import { type Context, PageArgs, page } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Agency } from './agency.js';
import { agencyById, subgraphByName, versionsOfSubgraph } from './loaders.js';
import { RegisteredSubgraph, RegisteredSubgraphConnection } from './registered-subgraph.js';
import { checks, newestCheckFirst, type SubgraphFilter, subgraphOrder, subgraphs } from './repository.js';
import { SubgraphCheckConnection } from './subgraph-check.js';
import { SubgraphVersion } from './subgraph-version.js';
import { SubgraphState } from './vocabulary/subgraph-state.js';

@ArgsType()
class RegisteredSubgraphsArgs extends PageArgs implements SubgraphFilter {
  @Field(() => SubgraphState, { nullable: true, description: 'Only subgraphs in this state.' })
  state?: SubgraphState;

  @Field(() => ID, { nullable: true, description: 'Only subgraphs of the agency with this id.' })
  agencyId?: string;
}

@Resolver(() => RegisteredSubgraph)
export class RegisteredSubgraphResolver {
  @Query(() => RegisteredSubgraph, {
    nullable: true,
    description: 'The registered subgraph with this name; null if there is none.',
  })
  registeredSubgraph(
    @Ctx() { loads }: Context,
    @Arg('name', () => ID, { description: 'The name of the subgraph.' }) name: string,
  ) {
    return loads.load(subgraphByName, name);
  }

  @Query(() => RegisteredSubgraphConnection, {
    nullable: true,
    description: 'The subgraphs that agencies registered, ordered by name.',
  })
  registeredSubgraphs(
    @Ctx() { snapshot }: Context,
    @Args(() => RegisteredSubgraphsArgs) args: RegisteredSubgraphsArgs,
  ) {
    return page(subgraphs(snapshot, args), 'registeredSubgraphs', subgraphOrder, args);
  }

  @FieldResolver(() => Agency, { nullable: true, description: 'The agency that owns the subgraph.' })
  agency(@Root('agencyId') id: string, @Ctx() { loads }: Context) {
    return loads.load(agencyById, id);
  }

  @FieldResolver(() => [SubgraphVersion], { description: 'The published versions, newest first.' })
  versions(@Root('name') name: string, @Ctx() { loads }: Context) {
    return loads.load(versionsOfSubgraph, name);
  }

  @FieldResolver(() => SubgraphVersion, {
    nullable: true,
    description: 'The version that the supergraph contains; null if none was approved.',
  })
  async served(@Root() { name, servedVersion }: RegisteredSubgraph, @Ctx() { loads }: Context) {
    const versions = servedVersion === null ? [] : await loads.load(versionsOfSubgraph, name);
    return versions.find(({ number }) => number === servedVersion) ?? null;
  }

  @FieldResolver(() => SubgraphCheckConnection, { description: 'The checks of proposed versions, newest first.' })
  checks(@Root('name') name: string, @Ctx() { snapshot }: Context, @Args(() => PageArgs) args: PageArgs) {
    return page(checks(snapshot, name), `checks ${name}`, newestCheckFirst, args);
  }
}
