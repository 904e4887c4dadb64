import { sql } from 'kysely';
import { Arg, Args, type ClassType, Ctx, Directive, ObjectType, Query, Resolver } from 'type-graphql';
import { connectionOf, type OrderTerm, PageArgs, page } from './connection.js';
import type { Context } from './context.js';
import { Revision } from './revision.js';
import type { Rows } from './snapshot.js';
import { Source } from './source.js';

@ObjectType({ description: 'A page of revisions, newest first.' })
@Directive('@shareable')
class RevisionConnection extends connectionOf(Revision, '@shareable') {}

@ObjectType({ description: 'A page of sources, in the order of their codes.' })
@Directive('@shareable')
class SourceConnection extends connectionOf(Source, '@shareable') {}

const newestFirst: OrderTerm<Revision>[] = [
  { expression: sql.ref('number'), valueOf: (row) => row.number, descending: true },
];
const byCode: OrderTerm<Source>[] = [
  { expression: sql.ref('code'), valueOf: (row) => row.code },
  { expression: sql.ref('id'), valueOf: (row) => row.id },
];

/** The root fields that every subgraph has: `<name>Revisions` and `<name>Sources`. */
export function publicationResolver(subgraph: string): ClassType {
  @Resolver()
  class PublicationResolver {
    @Query(() => RevisionConnection, {
      nullable: true,
      name: `${subgraph}Revisions`,
      description: `What was published into the subgraph ${subgraph}, newest first.`,
    })
    revisions(
      @Ctx() { snapshot }: Context,
      @Args(() => PageArgs) args: PageArgs,
      @Arg('dataset', () => String, { nullable: true, description: 'Only publications into this dataset.' })
      dataset?: string,
    ) {
      let rows = snapshot.plain(Revision).where('number', '<=', snapshot.revision);
      if (dataset != null) rows = rows.where('dataset', '=', dataset);
      return page(rows as Rows<Revision>, 'revisions', newestFirst, args);
    }

    @Query(() => SourceConnection, {
      nullable: true,
      name: `${subgraph}Sources`,
      description: `The files that the subgraph ${subgraph} was loaded from.`,
    })
    sources(
      @Ctx() { snapshot }: Context,
      @Args(() => PageArgs) args: PageArgs,
      @Arg('code', () => String, { nullable: true, description: 'Only files of this publication.' }) code?: string,
    ) {
      let rows = snapshot.plain(Source).where('revision', '<=', snapshot.revision);
      if (code != null) rows = rows.where('code', '=', code);
      return page(rows as Rows<Source>, 'sources', byCode, args);
    }
  }
  return PublicationResolver;
}
