import { sql } from 'kysely';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { PageArgs } from '../page/connection.js';
import { pageEach } from '../page/page-each.js';
import { revisionByNumber } from '../read/revision.repository.js';
import type { Rows } from '../read/snapshot.js';
import { PublishedFinding } from '../record/finding.js';
import { Revision } from '../record/revision.js';
import { Source } from '../record/source.js';
import { type MunicipalityCode, MunicipalityCodeScalar } from '../scalars/municipality-code.js';
import { RowChange, RowChangeConnection } from './change.js';
import { PublishedFindingConnection } from './finding-connection.js';

@ArgsType()
class ChangesOfRevisionArgs extends PageArgs {
  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only rows of this municipality.' })
  municipality?: MunicipalityCode | null;
}

const findingsOf = pageEach<PublishedFinding, PageArgs, number>({
  name: 'Revision.findings',
  parent: 'revision',
  rows: (snapshot) => snapshot.plain(PublishedFinding) as Rows<PublishedFinding>,
  terms: [{ expression: sql.ref('position'), valueOf: ({ position }) => position }],
});

@Resolver(() => Revision)
export class RevisionResolver {
  @FieldResolver(() => [Source], {
    description: 'The files that it was published from; empty if it was not published from a file.',
  })
  sources(@Root('number') number: number, @Ctx() { sources }: Context) {
    return sources.ofRevision(number);
  }

  @FieldResolver(() => Int, { description: 'The number of findings in its files.' })
  findingCount(@Root('findings') findings: number) {
    return findings;
  }

  @FieldResolver(() => PublishedFindingConnection, {
    description: 'A page of the findings in its files.',
  })
  findings(@Root('number') number: number, @Ctx() { loads }: Context, @Args(() => PageArgs) args: PageArgs) {
    return loads.load(findingsOf, number, args);
  }

  @FieldResolver(() => RowChangeConnection, {
    description: 'A page of its row changes, by key.',
  })
  changes(
    @Root() { number, dataset }: Revision,
    @Ctx() { loads, changes }: Context,
    @Args(() => ChangesOfRevisionArgs) { municipality, ...page }: ChangesOfRevisionArgs,
  ) {
    const where = municipality == null ? [] : [{ type: MunicipalityCodeScalar, value: municipality }];
    return loads.load(changes.ofRevisions, `${number} ${dataset}`, { ...page, where });
  }
}

@Resolver(() => RowChange)
export class RowChangeResolver {
  @FieldResolver(() => Revision, { description: 'The revision that made the change.' })
  publication(@Root('revision') revision: number, @Ctx() { loads }: Context) {
    return loads.load(revisionByNumber, revision);
  }

  @FieldResolver(() => Source, {
    nullable: true,
    description: 'The file of the row before the change; null if the row did not exist.',
  })
  sourceBefore(@Root('sourceIdBefore') id: number | null, @Ctx() { sources }: Context) {
    return id && sources.get(id);
  }

  @FieldResolver(() => Source, {
    nullable: true,
    description: 'The file of the row after the change; null if the row no longer exists.',
  })
  sourceAfter(@Root('sourceIdAfter') id: number | null, @Ctx() { sources }: Context) {
    return id && sources.get(id);
  }
}
