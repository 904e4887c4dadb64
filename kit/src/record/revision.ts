import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.js';
import { Column } from './column.js';

/** One atomic publication into one subgraph. Numbers increase by one, in the order of publication. */
@ObjectType({ description: 'One atomic publication into one subgraph: a whole file, or none of it.' })
@Directive('@shareable')
@Entity({ tableName: 'revision' })
export class Revision {
  @Column(() => Int, { key: true, description: 'The number of the revision within its subgraph. The first is 1.' })
  number!: number;

  @Column(() => DateTimeScalar, { description: 'The moment of publication.' })
  publishedAt!: string;

  @Column(() => String, { description: 'The name of the publisher account.' })
  publishedBy!: string;

  @Column(() => String, { description: 'The dataset that the revision changed.' })
  dataset!: string;

  @Column(() => String, { nullable: true, description: 'The note of the publisher; null if there is none.' })
  note!: string | null;

  @Column(() => Int, { description: 'Number of rows added.' })
  added!: number;

  @Column(() => Int, { description: 'Number of rows changed.' })
  changed!: number;

  @Column(() => Int, { description: 'Number of rows withdrawn.' })
  withdrawn!: number;

  /** Number of findings. */
  @Column(() => Int)
  findings!: number;
}
