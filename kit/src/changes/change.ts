import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../page/connection.js';

export enum ChangeKind {
  ADDED = 'ADDED',
  CHANGED = 'CHANGED',
  WITHDRAWN = 'WITHDRAWN',
}
registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description: 'What a revision did to a row.',
  valuesConfig: {
    ADDED: { description: 'The row was not there before.' },
    CHANGED: { description: 'The row says something else than before.' },
    WITHDRAWN: { description: 'The row is there no more: its source took it back.' },
  },
});

@ObjectType({ description: 'A column of a key, and its value.' })
@Directive('@shareable')
export class KeyColumn {
  @Field(() => String, { description: 'The name of the column, as in data files.', simple: true })
  column!: string;

  @Field(() => String, { description: 'The value, as in data files.', simple: true })
  value!: string;
}

@ObjectType({ description: 'A column of a row, before a revision and after it. Values are written as in data files.' })
@Directive('@shareable')
export class ColumnChange {
  @Field(() => String, { description: 'The name of the column, as in data files.', simple: true })
  column!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it said before; null where nothing or the row was not there.',
    simple: true,
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it says since; null where nothing or the row is there no more.',
    simple: true,
  })
  after!: string | null;
}

@ObjectType({ description: 'What one revision did to one row.' })
@Directive('@shareable')
export class RowChange {
  @Field(() => Int, { description: 'The number of the revision.', simple: true })
  revision!: number;

  @Field(() => String, { description: 'The dataset that the row belongs to.', simple: true })
  dataset!: string;

  @Field(() => ChangeKind, { description: 'What was done.', simple: true })
  kind!: ChangeKind;

  @Field(() => [KeyColumn], { description: 'Which row it is.', simple: true })
  key!: KeyColumn[];

  @Field(() => [ColumnChange], {
    description: 'The columns beside the key that say something else, in the order of the dataset.',
    simple: true,
  })
  columns!: ColumnChange[];

  @Field(() => Int, { nullable: true, description: 'The line of that of `sourceBefore`.', simple: true })
  lineBefore!: number | null;

  @Field(() => Int, { nullable: true, description: 'The line of that of `sourceAfter`.', simple: true })
  lineAfter!: number | null;

  sourceIdBefore!: number | null;

  sourceIdAfter!: number | null;
}

@ObjectType({ description: 'A page of changes, oldest first, then by dataset and key.' })
@Directive('@shareable')
export class RowChangeConnection extends connectionOf(RowChange, '@shareable') {}
