import { type Context, notFound, page } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { secretariatById, sessionById } from '../loaders.js';
import { Secretariat } from './secretariat.js';
import { Session, SessionConnection } from './session.js';
import { newestSessionFirst, sessions } from './session.repository.js';
import { SessionsArgs } from './session-args.js';

@Resolver(() => Session)
export class SessionResolver {
  @Query(() => Session, { nullable: true, description: 'The session of an id; an error where there is none.' })
  async session(@Ctx() { loads }: Context, @Arg('id', () => String, { description: 'Its identifier.' }) id: string) {
    const found = await loads.load(sessionById, id);
    if (!found) throw notFound('session', id, 'sessions');
    return found;
  }

  @Query(() => SessionConnection, {
    nullable: true,
    description:
      'Sessions of technical secretariats, a page at a time, newest first, by their date or that of their bulletin. Those without either come last, by number.',
  })
  sessions(@Ctx() { snapshot }: Context, @Args(() => SessionsArgs) args: SessionsArgs) {
    return page(sessions(snapshot, args), 'sessions', newestSessionFirst, args);
  }

  @FieldResolver(() => Secretariat, { description: 'The secretariat that met.' })
  secretariat(@Root('secretariatId') id: string, @Ctx() { loads }: Context) {
    return loads.load(secretariatById, id);
  }
}
