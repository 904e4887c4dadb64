import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.js';
import { Column } from './column.js';

/** One atomic publication into one subgraph. Numbers increase by one, in the order of publication. */
@ObjectType({ description: 'One atomic publication into one subgraph: all rows of its files, or none.' })
@Directive('@shareable')
@Entity({ tableName: 'revision' })
export class Revision {
  @Column(() => Int, { key: true, description: 'The number of the revision; the first one of a subgraph is 1.' })
  number!: number;

  @Column(() => DateTimeScalar, { description: 'When it was published.' })
  publishedAt!: string;

  @Column(() => String, { description: 'Who published it.' })
  publishedBy!: string;

  @Column(() => String, { description: 'The dataset that the revision changed.' })
  dataset!: string;

  @Column(() => String, { nullable: true, description: 'The note of the publisher.' })
  note!: string | null;

  @Column(() => Int, { description: 'The number of rows added.' })
  added!: number;

  @Column(() => Int, { description: 'The number of rows changed.' })
  changed!: number;

  @Column(() => Int, { description: 'The number of rows withdrawn.' })
  withdrawn!: number;

  /** The number of findings. */
  @Column(() => Int)
  findings!: number;
}
