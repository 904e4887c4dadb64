import { Column, PartialDateScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';
import { Completion } from '../vocabulary/assessment.js';

@ObjectType({ description: 'A milestone of a commitment, with a due date.' })
@Entity({ tableName: 'milestone' })
export class Milestone extends Recorded {
  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => Int, { key: true, description: 'Number within the commitment, from 1.' })
  number!: number;

  @Column(() => String, { description: 'The title, as published.' })
  title!: string;

  @Column(() => PartialDateScalar, {
    nullable: true,
    storedAs: 'start',
    description: 'The start; null if no source says.',
  })
  startsOn!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    storedAs: 'end',
    description: 'The due date; null if no source says.',
  })
  endsOn!: string | null;

  @Column(() => Completion, {
    nullable: true,
    description: 'The completion level; null without an evaluation.',
  })
  completion!: Completion | null;

  @Column(() => String, { nullable: true })
  leadAuthorityId!: string | null;

  @Column(() => String, { nullable: true, description: 'The responsible authority, in the words of the source.' })
  leadWording!: string | null;
}
