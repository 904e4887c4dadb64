import { Column, connectionOf, PartialDateScalar, Recorded, StateCodeScalar, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';
import { ExerciseStage } from '../vocabulary/exercise-stage.js';

@ObjectType({ description: 'An open-government exercise.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'exercise' })
export class Exercise extends Recorded {
  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => String, { description: 'Its name.' })
  name!: string;

  @Column(() => StateCodeScalar, { description: "INEGI's code of the state that it takes place in." })
  stateCode!: string;

  @Column(() => String, { nullable: true })
  convenerId!: string | null;

  @Column(() => PartialDateScalar, { nullable: true, description: 'When it started; null where no source says.' })
  started!: string | null;

  @Column(() => String, { nullable: true, description: 'What it is, in Spanish.' })
  description!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of open-government exercises.' })
export class ExerciseConnection extends connectionOf(Exercise) {}

@ObjectType({ description: 'Something that happened in an open-government exercise, as a source tells it.' })
@Entity({ tableName: 'exercise_event' })
export class ExerciseEvent extends Recorded {
  @Column(() => String, { key: true })
  exerciseId!: string;

  @Column(() => Int, {
    key: true,
    description:
      'Its place among the events of the exercise, from 1. It tells nothing of the time of one without a date.',
  })
  position!: number;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'When it happened, as precisely as the source says.',
  })
  date!: string | null;

  @Column(() => ExerciseStage, { description: 'The stage that it belongs to.' })
  stage!: ExerciseStage;

  @Column(() => String, { description: 'What happened, in Spanish.' })
  description!: string;

  @Column(() => [String], { description: 'The institutions that took part, as published.' })
  institutions!: string[];

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}
