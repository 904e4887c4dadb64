import { Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { PublishedFinding } from './finding.js';
import { Revision } from './revision.js';
import { Source } from './source.js';

/** The `recorded_to` of a row that no later revision has closed. */
export const OPEN = 2147483647;

/** The columns of `Recorded`, as a migration makes a table with them. Tables stand by this text: it does not change. */
export const recordedColumns = `
  source_id integer not null references source (id),
  line integer,
  recorded_from integer not null references revision (number) deferrable initially deferred,
  recorded_to integer not null check (recorded_to > recorded_from)`;

/**
 * What every published row carries. A row is never overwritten: revision `recordedFrom` opened it, and the revision
 * `recordedTo`, if any, closed it.
 */
@ObjectType()
export abstract class Recorded {
  /** Fields that every read of the entity attaches to its rows: thousands of rows are then plain data to GraphQL. */
  static readonly attached: readonly ('source' | 'recordedBy' | 'closedBy')[] = [];

  @Field(() => Int, { description: 'The revision of this subgraph that recorded the row as it stands.', simple: true })
  @Property({ type: 'integer', primary: true })
  recordedFrom!: number;

  @Property({ type: 'integer' })
  recordedTo!: number;

  @Property({ type: 'integer' })
  sourceId!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The line of the source file that the row was read from; the first line is 1.',
    simple: true,
  })
  @Property({ type: 'integer', nullable: true })
  line!: number | null;

  @Field(() => Source, { description: 'The file of a publisher that the row was read from.' })
  source!: Source;

  @Field(() => Revision, { description: 'The revision that recorded the row as it stands: when, and by whom.' })
  readonly recordedBy!: Revision;

  @Field(() => [PublishedFinding], {
    description:
      'What the rules found in the line of the file that the row was read from, and let pass; empty where nothing.',
  })
  readonly findings!: PublishedFinding[];

  @Field(() => Revision, {
    nullable: true,
    description: 'The revision that changed or withdrew it since; null while it stands.',
  })
  readonly closedBy!: Revision | null;
}
