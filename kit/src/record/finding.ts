import { Entity, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column } from './column.js';

export enum FindingSeverity {
  ERROR = 'ERROR',
  WARNING = 'WARNING',
  NOTE = 'NOTE',
}

registerEnumType(FindingSeverity, {
  name: 'FindingSeverity',
  description: 'The severity of a validation finding.',
  valuesConfig: {
    ERROR: { description: 'The row is wrong. A file with an error is published only if the publisher insists.' },
    WARNING: { description: 'The row is probably wrong.' },
    NOTE: { description: 'The row was read in a way that the publisher should know.' },
  },
});

/** A validation finding of a published file. Written once, with its revision. */
@ObjectType({ description: 'A validation finding in a file that was still published.' })
@Directive('@shareable')
@Entity({ tableName: 'finding' })
export class PublishedFinding {
  @PrimaryKey({ type: 'integer' })
  revision!: number;

  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Column(() => String, { description: 'The code of the validation rule.' })
  code!: string;

  @Field(() => FindingSeverity, { description: 'The severity of the finding.' })
  @Column(() => String)
  severity!: string;

  @Column(() => String, { description: 'The name of the file.' })
  file!: string;

  @Column(() => Int, {
    nullable: true,
    description: 'The line in the file; null if the finding is not about one line.',
  })
  line!: number | null;

  @Column(() => String, {
    nullable: true,
    description: 'The column in the file; null if the finding is not about one column.',
  })
  column!: string | null;

  @Column(() => String, { nullable: true, description: 'The text that the file has there; null if it has none.' })
  found!: string | null;

  @Column(() => String, { description: 'What the rule expects there.' })
  expected!: string;

  @Column(() => String, { nullable: true, description: 'How the publisher can correct the file; null if not given.' })
  tip!: string | null;
}
