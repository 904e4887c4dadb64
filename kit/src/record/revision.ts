import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.js';
import { Column } from './column.js';

/** One atomic publication into one subgraph. Numbers rise by one, in the order of publication. */
@ObjectType({ description: 'One atomic publication into one subgraph: all of a file, or none of it.' })
@Directive('@shareable')
@Entity({ tableName: 'revision' })
export class Revision {
  @Column(() => Int, { key: true, description: 'Its number: 1 is the first of the subgraph.' })
  number!: number;

  @Column(() => DateTimeScalar, { description: 'When it was published.' })
  publishedAt!: string;

  @Column(() => String, { description: 'Who published it.' })
  publishedBy!: string;

  @Column(() => String, { description: 'The dataset that it changed.' })
  dataset!: string;

  @Column(() => String, { nullable: true, description: 'What the publisher said of it.' })
  note!: string | null;

  @Column(() => Int, { description: 'How many rows it added.' })
  added!: number;

  @Column(() => Int, { description: 'How many rows it changed.' })
  changed!: number;

  @Column(() => Int, { description: 'How many rows it withdrew.' })
  withdrawn!: number;

  /** How many. */
  @Column(() => Int)
  findings!: number;
}
