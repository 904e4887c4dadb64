import { Entity, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';
import { Column } from './column.js';

/** A finding of a rule in a published file. Written once, together with its revision. */
@ObjectType({ description: 'A problem that a rule found in a published file, not grave enough to reject it.' })
@Directive('@shareable')
@Entity({ tableName: 'finding' })
export class PublishedFinding {
  @PrimaryKey({ type: 'integer' })
  revision!: number;

  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Column(() => String, { description: 'The code of the rule.' })
  code!: string;

  @Column(() => String, { description: 'The severity: error, warning or note.' })
  severity!: string;

  @Column(() => String, { description: 'The name of the file.' })
  file!: string;

  @Column(() => Int, { nullable: true, description: 'The line of the file; null if it concerns no single line.' })
  line!: number | null;

  @Column(() => String, {
    nullable: true,
    description: 'The column of the file; null if it concerns no single column.',
  })
  column!: string | null;

  @Column(() => String, { nullable: true, description: 'The text that was found; null if there was none.' })
  found!: string | null;

  @Column(() => String, { description: 'The text that was expected.' })
  expected!: string;

  @Column(() => String, {
    nullable: true,
    description: 'What the publisher can do about it; null if there is no advice.',
  })
  tip!: string | null;
}
