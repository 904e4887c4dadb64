import { type Context, PageArgs, page } from '@cabildo/kit';
import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { Composition, CompositionConnection } from './composition.js';
import { compositions, newestFirst } from './repository.js';

@Resolver(() => Composition)
export class CompositionResolver {
  @Query(() => CompositionConnection, {
    nullable: true,
    description: 'The attempts to compose the supergraph, newest first, those that failed included.',
  })
  compositions(@Ctx() { snapshot }: Context, @Args(() => PageArgs) args: PageArgs) {
    return page(compositions(snapshot), 'compositions', newestFirst, args);
  }
}
