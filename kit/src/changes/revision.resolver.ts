import { sql } from 'kysely';
import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { PageArgs } from '../page/connection.js';
import { pageEach } from '../page/page-each.js';
import { revisionByNumber } from '../read/revision.repository.js';
import type { Rows } from '../read/snapshot.js';
import { type FindingSeverity, PublishedFinding } from '../record/finding.js';
import { nodeId } from '../record/node-id.js';
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

const ID_DESCRIPTION = 'Identifier, unique over all types.';

@Resolver(() => Revision)
export class RevisionResolver {
  @FieldResolver(() => ID, { description: ID_DESCRIPTION })
  id(@Root('number') number: number, @Ctx() { snapshot }: Context) {
    return nodeId('Revision', [snapshot.database.schema, number]);
  }

  @FieldResolver(() => String, { description: 'The name of the subgraph.' })
  subgraph(@Ctx() { snapshot }: Context) {
    return snapshot.database.schema;
  }

  @FieldResolver(() => [Source], {
    description: 'The source files of the revision: name, digest, publisher. Empty if there are none.',
  })
  sources(@Root('number') number: number, @Ctx() { sources }: Context) {
    return sources.ofRevision(number);
  }

  @FieldResolver(() => Int, { description: 'Number of validation findings in its files.' })
  findingCount(@Root('findings') findings: number) {
    return findings;
  }

  @FieldResolver(() => PublishedFindingConnection, { description: 'Validation findings in its files.' })
  findings(@Root('number') number: number, @Ctx() { loads }: Context, @Args(() => PageArgs) args: PageArgs) {
    return loads.load(findingsOf, number, args);
  }

  @FieldResolver(() => RowChangeConnection, {
    description: 'The values of each row before and after the revision, by key.',
  })
  rowChanges(
    @Root() { number, dataset }: Revision,
    @Ctx() { loads, changes }: Context,
    @Args(() => ChangesOfRevisionArgs) { municipality, ...page }: ChangesOfRevisionArgs,
  ) {
    const where = municipality == null ? [] : [{ type: MunicipalityCodeScalar, value: municipality }];
    return loads.load(changes.ofRevisions, `${number} ${dataset}`, { ...page, where });
  }
}

@Resolver(() => Source)
export class SourceResolver {
  @FieldResolver(() => ID, { description: ID_DESCRIPTION })
  id(@Root() { revision, dataset, fileName }: Source, @Ctx() { snapshot }: Context) {
    return nodeId('Source', [snapshot.database.schema, revision, dataset, fileName]);
  }
}

@Resolver(() => PublishedFinding)
export class PublishedFindingResolver {
  @FieldResolver(() => ID, { description: ID_DESCRIPTION })
  id(@Root() { revision, position }: PublishedFinding, @Ctx() { snapshot }: Context) {
    return nodeId('PublishedFinding', [snapshot.database.schema, revision, position]);
  }

  @FieldResolver()
  severity(@Root('severity') severity: string) {
    return severity.toUpperCase() as FindingSeverity;
  }
}

@Resolver(() => RowChange)
export class RowChangeResolver {
  @FieldResolver(() => ID, { description: ID_DESCRIPTION })
  id(@Root() { revisionNumber, dataset, rowKey }: RowChange, @Ctx() { snapshot }: Context) {
    return nodeId('RowChange', [snapshot.database.schema, revisionNumber, dataset, rowKey]);
  }

  @FieldResolver(() => Revision, { description: 'The revision.' })
  revision(@Root('revisionNumber') number: number, @Ctx() { loads }: Context) {
    return loads.load(revisionByNumber, number);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The file with the old values; null if the row is new.' })
  sourceBefore(@Root('sourceIdBefore') id: number | null, @Ctx() { sources }: Context) {
    return id && sources.get(id);
  }

  @FieldResolver(() => Source, {
    nullable: true,
    description: 'The file with the new values; null if the row was withdrawn.',
  })
  sourceAfter(@Root('sourceIdAfter') id: number | null, @Ctx() { sources }: Context) {
    return id && sources.get(id);
  }
}
