import { Entity, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';
import { Column } from './column.js';

/** What a rule found in a file that was published all the same. Written once, with its revision. */
@ObjectType({ description: 'What a rule found in a file that was published all the same.' })
@Directive('@shareable')
@Entity({ tableName: 'finding' })
export class PublishedFinding {
  @PrimaryKey({ type: 'integer' })
  revision!: number;

  @PrimaryKey({ type: 'integer' })
  position!: number;

  @Column(() => String, { description: 'The code of the rule.' })
  code!: string;

  @Column(() => String, { description: 'How grave it is: error, warning or note.' })
  severity!: string;

  @Column(() => String, { description: 'The name of the file.' })
  file!: string;

  @Column(() => Int, { nullable: true, description: 'The line of the file; null where it is about no line.' })
  line!: number | null;

  @Column(() => String, { nullable: true, description: 'The column of the file; null where it is about no column.' })
  column!: string | null;

  @Column(() => String, { nullable: true, description: 'What stood there; null where nothing did.' })
  found!: string | null;

  @Column(() => String, { description: 'What was expected there.' })
  expected!: string;

  @Column(() => String, {
    nullable: true,
    description: 'What a publisher may do about it; null where nothing is said.',
  })
  tip!: string | null;
}
