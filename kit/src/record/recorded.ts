import { Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { PublishedFinding } from './finding.js';
import { Revision } from './revision.js';
import { Source } from './source.js';

/** The `recorded_to` of a row that is still current. */
export const OPEN = 2147483647;

/** The columns of `Recorded` for CREATE TABLE in migrations. Never change this text: existing tables were created by it. */
export const recordedColumns = `
  source_id integer not null references source (id),
  line integer,
  recorded_from integer not null references revision (number) deferrable initially deferred,
  recorded_to integer not null check (recorded_to > recorded_from)`;

/**
 * Base class of published rows. A row is never overwritten: the revision `recordedFrom` opened it, and the revision
 * `recordedTo`, if any, closed it.
 */
@ObjectType()
export abstract class Recorded {
  /** Fields that each query of the entity already fills in. They need no resolver, which is faster for thousands of rows. */
  static readonly attached: readonly ('source' | 'recordedBy' | 'closedBy')[] = [];

  @Field(() => Int, {
    description: 'The revision of this subgraph that recorded this version of the row.',
    simple: true,
  })
  @Property({ type: 'integer', primary: true })
  recordedFrom!: number;

  @Property({ type: 'integer' })
  recordedTo!: number;

  @Property({ type: 'integer' })
  sourceId!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The line of the source file, from 1.',
    simple: true,
  })
  @Property({ type: 'integer', nullable: true })
  line!: number | null;

  @Field(() => Source, { description: 'The source file of the row.' })
  source!: Source;

  @Field(() => Revision, { description: 'The revision that recorded this version of the row.' })
  readonly recordedBy!: Revision;

  @Field(() => [PublishedFinding], {
    description: 'The findings in the line of the source file; empty if there were none.',
  })
  readonly findings!: PublishedFinding[];

  @Field(() => Revision, {
    nullable: true,
    description: 'The revision that changed or withdrew the row; null if it is current.',
  })
  readonly closedBy!: Revision | null;
}
