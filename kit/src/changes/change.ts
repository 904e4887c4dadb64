import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../page/connection.js';

export enum RowChangeKind {
  ADDED = 'ADDED',
  CHANGED = 'CHANGED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(RowChangeKind, {
  name: 'RowChangeKind',
  description: 'The effect of a revision on one row.',
  valuesConfig: {
    ADDED: { description: 'The row is new.' },
    CHANGED: { description: 'Values of the row changed.' },
    WITHDRAWN: { description: 'The row was withdrawn by its source.' },
  },
});

@ObjectType({ description: 'A key column and its value.' })
@Directive('@shareable')
export class KeyColumn {
  @Field(() => String, { description: 'The name of the column in data files.', simple: true })
  column!: string;

  @Field(() => String, { description: 'The value, as in data files.', simple: true })
  value!: string;
}

@ObjectType({ description: 'The value of a column before and after a revision, written as in data files.' })
@Directive('@shareable')
export class ColumnChange {
  @Field(() => String, { description: 'The name of the column in data files.', simple: true })
  column!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The value before the revision; null if it was unknown or the row is new.',
    simple: true,
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The value after the revision; null if it is unknown or the row was withdrawn.',
    simple: true,
  })
  after!: string | null;
}

@ObjectType({ description: 'The effect of one revision on one row.' })
@Directive('@shareable')
export class RowChange {
  @Field(() => Int, { description: 'The number of the revision.', simple: true })
  revisionNumber!: number;

  @Field(() => String, { description: 'The dataset of the row.', simple: true })
  dataset!: string;

  @Field(() => RowChangeKind, { description: 'Whether the row was added, changed or withdrawn.', simple: true })
  kind!: RowChangeKind;

  @Field(() => [KeyColumn], { description: 'The key of the row.', simple: true })
  key!: KeyColumn[];

  @Field(() => [ColumnChange], {
    description: 'Non-key columns whose values changed, in the order of the dataset.',
    simple: true,
  })
  columns!: ColumnChange[];

  @Field(() => Int, { nullable: true, description: 'The line in `sourceBefore` with the old values.', simple: true })
  lineBefore!: number | null;

  @Field(() => Int, { nullable: true, description: 'The line in `sourceAfter` with the new values.', simple: true })
  lineAfter!: number | null;

  /** The values of the key as one text. */
  rowKey!: string;

  sourceIdBefore!: number | null;

  sourceIdAfter!: number | null;
}

@ObjectType({ description: 'A page of row changes: by revision, dataset and key.' })
@Directive('@shareable')
export class RowChangeConnection extends connectionOf(RowChange, '@shareable') {}
