import type { EntityClass } from '@mikro-orm/core';
import { type ClassType, Field, ID, ObjectType } from 'type-graphql';
import { columnsOf, exposeField } from './column.js';
import { Recorded } from './recorded.js';

const entities = new WeakMap<object, EntityClass<Recorded>>();

/** The entity whose earlier and current values a version type shows; undefined for any other class. */
export const entityOfVersion = (version: object): EntityClass<Recorded> | undefined => entities.get(version);

/** The field of a version that has the `id` of its entity: `commitmentId`. */
export const idFieldOf = (entity: { name: string }): string =>
  `${entity.name[0]!.toLowerCase()}${entity.name.slice(1)}Id`;

/**
 * The object type of one recorded version of an entity: `class CommitmentVersion extends versionOf(Commitment) {}`. A
 * version has an id of its own, so that a normalised cache keeps it apart from the current object.
 */
export function versionOf<Row extends Recorded>(entity: EntityClass<Row>): ClassType<Row> {
  @ObjectType()
  abstract class Version extends Recorded {
    @Field(() => ID, { description: 'Identifier of this version, unique over all types.' })
    readonly id!: string;
  }
  for (const column of columnsOf(entity)) {
    if (column.property === 'id')
      Field(() => ID, { description: 'The `id` that all versions share.' })(Version.prototype, idFieldOf(entity));
    else if (column.description) exposeField(Version.prototype, column);
  }
  entities.set(Version, entity);
  return Version as never;
}
