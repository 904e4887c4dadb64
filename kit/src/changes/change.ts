import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../page/connection.js';

export enum ChangeKind {
  ADDED = 'ADDED',
  CHANGED = 'CHANGED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'How a revision changed a row.',
  valuesConfig: {
    ADDED: { description: 'The row did not exist before.' },
    CHANGED: { description: 'Columns of the row have other values than before.' },
    WITHDRAWN: { description: 'The row no longer exists: its source withdrew it.' },
  },
});

@ObjectType({ description: 'A column of a key with its value.' })
@Directive('@shareable')
export class KeyColumn {
  @Field(() => String, { description: 'The name of the column, as in data files.', simple: true })
  column!: string;

  @Field(() => String, { description: 'The value, as in data files.', simple: true })
  value!: string;
}

@ObjectType({ description: 'A column of a row, before and after a revision. Values are written as in data files.' })
@Directive('@shareable')
export class ColumnChange {
  @Field(() => String, { description: 'The name of the column, as in data files.', simple: true })
  column!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The value before; null if it was empty or the row did not exist.',
    simple: true,
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The value after; null if it is empty or the row no longer exists.',
    simple: true,
  })
  after!: string | null;
}

@ObjectType({ description: 'The change of one row by one revision.' })
@Directive('@shareable')
export class RowChange {
  @Field(() => Int, { description: 'The number of the revision.', simple: true })
  revision!: number;

  @Field(() => String, { description: 'The dataset that the row belongs to.', simple: true })
  dataset!: string;

  @Field(() => ChangeKind, { description: 'The kind of change.', simple: true })
  kind!: ChangeKind;

  @Field(() => [KeyColumn], { description: 'The key of the row.', simple: true })
  key!: KeyColumn[];

  @Field(() => [ColumnChange], {
    description: 'The columns that changed, without the key, in the order of the dataset.',
    simple: true,
  })
  columns!: ColumnChange[];

  @Field(() => Int, { nullable: true, description: 'The line in the file `sourceBefore`.', simple: true })
  lineBefore!: number | null;

  @Field(() => Int, { nullable: true, description: 'The line in the file `sourceAfter`.', simple: true })
  lineAfter!: number | null;

  sourceIdBefore!: number | null;

  sourceIdAfter!: number | null;
}

@ObjectType({ description: 'A page of changes, oldest first, then by dataset and key.' })
@Directive('@shareable')
export class RowChangeConnection extends connectionOf(RowChange, '@shareable') {}
