import type { GraphQLScalarType } from 'graphql';
import { sql } from 'kysely';
import {
  Arg,
  Args,
  ArgsType,
  type ClassType,
  Ctx,
  Directive,
  Field,
  Int,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { Context } from '../context.js';
import { connectionOf, type OrderTerm, PageArgs, page } from '../page/connection.js';
import type { Rows } from '../read/snapshot.js';
import { Revision } from '../record/revision.js';
import { Source } from '../record/source.js';
import { MunicipalityCodeScalar } from '../scalars/municipality-code.js';
import { RowChangeConnection } from './change.js';

@ObjectType({ description: 'A page of revisions, newest first.' })
@Directive('@shareable')
class RevisionConnection extends connectionOf(Revision, '@shareable') {}

@ObjectType({ description: 'A page of source files, by code.' })
@Directive('@shareable')
class SourceConnection extends connectionOf(Source, '@shareable') {}

const newestFirst: OrderTerm<Revision>[] = [
  { expression: sql.ref('number'), valueOf: (row) => row.number, descending: true },
];
const byCode: OrderTerm<Source>[] = [
  { expression: sql.ref('code'), valueOf: (row) => row.code },
  { expression: sql.ref('id'), valueOf: (row) => row.id },
];

/** An argument of `<name>RowChanges`: selects rows by the value of their column of a type. */
export interface ChangeFilter {
  name: string;
  type: GraphQLScalarType;
  description: string;
}

const municipality: ChangeFilter = {
  name: 'municipality',
  type: MunicipalityCodeScalar,
  description: 'Only rows of this municipality.',
};

function changesArgs(filters: ChangeFilter[]) {
  @ArgsType()
  class ChangesArgs extends PageArgs {
    @Field(() => Int, {
      defaultValue: 0,
      description: 'Only changes after this revision, which is excluded. Defaults to all revisions.',
    })
    afterRevision: number = 0;

    @Field(() => Int, {
      nullable: true,
      description: 'Only changes up to this revision, which is included. Defaults to the newest revision.',
    })
    throughRevision?: number | null;

    @Field(() => String, { nullable: true, description: 'Only rows of this dataset.' })
    dataset?: string | null;
  }
  for (const { name, type, description } of filters)
    Field(() => type, { nullable: true, description })(ChangesArgs.prototype, name);
  return ChangesArgs;
}

/** The root fields that every subgraph has: `<name>Revisions`, `<name>RowChanges` and `<name>Sources`. */
export function publicationResolver(subgraph: string, changeFilters: ChangeFilter[]): ClassType {
  const filters = [municipality, ...changeFilters];
  const ChangesArgs = changesArgs(filters);

  @Resolver()
  class PublicationResolver {
    @Query(() => RevisionConnection, {
      nullable: true,
      name: `${subgraph}Revisions`,
      description: `Revisions of the subgraph ${subgraph}, newest first.`,
    })
    revisions(
      @Ctx() { snapshot }: Context,
      @Args(() => PageArgs) args: PageArgs,
      @Arg('dataset', () => String, { nullable: true, description: 'Only revisions of this dataset.' })
      dataset?: string,
    ) {
      let rows = snapshot.plain(Revision).where('number', '<=', snapshot.revision);
      if (dataset != null) rows = rows.where('dataset', '=', dataset);
      return page(rows as Rows<Revision>, 'revisions', newestFirst, args);
    }

    @Query(() => RowChangeConnection, {
      nullable: true,
      name: `${subgraph}RowChanges`,
      description: `Row changes in the subgraph ${subgraph} over a range of revisions, oldest first. The cost increases with the number of changes: narrow the request.`,
    })
    changes(
      @Ctx() { snapshot, changes }: Context,
      @Args(() => ChangesArgs) args: InstanceType<typeof ChangesArgs> & Record<string, unknown>,
    ) {
      const where = filters.flatMap(({ name, type }) =>
        args[name] == null ? [] : { type, value: String(args[name]) },
      );
      return changes.page(
        snapshot,
        { from: args.afterRevision, to: args.throughRevision ?? snapshot.revision, where },
        args,
      );
    }

    @Query(() => SourceConnection, {
      nullable: true,
      name: `${subgraph}Sources`,
      description: `Source files of the subgraph ${subgraph}, by code.`,
    })
    sources(
      @Ctx() { snapshot }: Context,
      @Args(() => PageArgs) args: PageArgs,
      @Arg('sourceCode', () => String, { nullable: true, description: 'Only files of the publication with this code.' })
      code?: string,
    ) {
      let rows = snapshot.plain(Source).where('revision', '<=', snapshot.revision);
      if (code != null) rows = rows.where('code', '=', code);
      return page(rows as Rows<Source>, 'sources', byCode, args);
    }
  }
  return PublicationResolver;
}
