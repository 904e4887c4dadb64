import { Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { PublishedFinding } from './finding.js';
import { Revision } from './revision.js';
import { Source } from './source.js';

/** The `recorded_to` of a row that is still current. */
export const OPEN = 2147483647;

/** The columns of `Recorded` in the `create table` of a migration. The text never changes: existing tables have it. */
export const recordedColumns = `
  source_id integer not null references source (id),
  line integer,
  recorded_from integer not null references revision (number) deferrable initially deferred,
  recorded_to integer not null check (recorded_to > recorded_from)`;

/**
 * The columns that every published row has. A row is never overwritten: revision `recordedFrom` opened it, and the
 * revision `recordedTo`, if any, closed it.
 */
@ObjectType()
export abstract class Recorded {
  /** Fields that every read of the entity sets on its rows, so that no resolver runs for thousands of rows. */
  static readonly attached: readonly ('source' | 'recordedIn' | 'supersededIn')[] = [];

  @Property({ type: 'integer', primary: true })
  recordedFrom!: number;

  @Property({ type: 'integer' })
  recordedTo!: number;

  @Property({ type: 'integer' })
  sourceId!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The line of this record in its source file; the first line is 1. Null if the file has no lines.',
    simple: true,
  })
  @Property({ type: 'integer', nullable: true })
  line!: number | null;

  @Field(() => Source, { description: 'The source file of this record.' })
  source!: Source;

  @Field(() => Revision, { description: 'The revision that recorded these values.' })
  readonly recordedIn!: Revision;

  @Field(() => [PublishedFinding], {
    description: 'Validation findings on the source line that did not stop publication. Empty if there are none.',
  })
  readonly findings!: PublishedFinding[];

  @Field(() => Revision, {
    nullable: true,
    description: 'The revision that replaced or withdrew this record; null if current.',
  })
  readonly supersededIn!: Revision | null;
}
