import { type Context, PageArgs, page } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Agency, AgencyConnection } from './agency.js';
import { AgencyToken } from './agency-token.js';
import { agencyById, subgraphsOfAgency, tokensOfAgency } from './loaders.js';
import { RegisteredSubgraph } from './registered-subgraph.js';
import { agencies, agencyOrder } from './repository.js';

@Resolver(() => Agency)
export class AgencyResolver {
  @Query(() => Agency, { nullable: true, description: 'The agency with this id; null if there is none.' })
  agency(@Ctx() { loads }: Context, @Arg('id', () => ID, { description: 'The id of the agency.' }) id: string) {
    return loads.load(agencyById, id);
  }

  @Query(() => AgencyConnection, { nullable: true, description: 'The agencies that run subgraphs, ordered by id.' })
  agencies(@Ctx() { snapshot }: Context, @Args(() => PageArgs) args: PageArgs) {
    return page(agencies(snapshot), 'agencies', agencyOrder, args);
  }

  @FieldResolver(() => [RegisteredSubgraph], { description: 'The subgraphs that the agency registered.' })
  subgraphs(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(subgraphsOfAgency, id);
  }

  @FieldResolver(() => [AgencyToken], { description: 'The tokens of the agency, revoked ones included.' })
  tokens(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(tokensOfAgency, id);
  }
}
