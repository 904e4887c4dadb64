import { Column, PartialDateScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';
import { Completion } from '../vocabulary/assessment.js';

@ObjectType({ description: 'A step towards a commitment, with an end of its own.' })
@Entity({ tableName: 'milestone' })
export class Milestone extends Recorded {
  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => Int, { key: true, description: 'Its number within the commitment, from 1.' })
  number!: number;

  @Column(() => String, { description: 'What is to be reached, as published.' })
  title!: string;

  @Column(() => PartialDateScalar, { nullable: true, description: 'When it starts; null where no source says.' })
  start!: string | null;

  @Column(() => PartialDateScalar, { nullable: true, description: 'When it ends; null where no source says.' })
  end!: string | null;

  @Column(() => Completion, {
    nullable: true,
    description: 'How far it has been carried out; null where no evaluation says.',
  })
  completion!: Completion | null;
}
