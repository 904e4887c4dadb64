import { type Context, page } from '@cabildo/kit';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { secretariatById, sessionById } from '../loaders.js';
import { Secretariat } from './secretariat.js';
import { Session, SessionConnection } from './session.js';
import { newestSessionFirst, sessions } from './session.repository.js';
import { SessionsArgs } from './session-args.js';

@Resolver(() => Session)
export class SessionResolver {
  @Query(() => Session, { nullable: true, description: 'The session with this id; null if there is none.' })
  session(@Ctx() { loads }: Context, @Arg('id', () => ID, { description: 'Identifier.' }) id: string) {
    return loads.load(sessionById, id);
  }

  @Query(() => SessionConnection, {
    nullable: true,
    description:
      'Sessions of technical secretariats, newest first, by their date or that of their bulletin. Unknown dates sort last, by number.',
  })
  sessions(@Ctx() { snapshot }: Context, @Args(() => SessionsArgs) args: SessionsArgs) {
    return page(sessions(snapshot, args), 'sessions', newestSessionFirst, args);
  }

  @FieldResolver(() => Secretariat, { description: 'The secretariat that met.' })
  secretariat(@Root('secretariatId') id: string, @Ctx() { loads }: Context) {
    return loads.load(secretariatById, id);
  }
}
