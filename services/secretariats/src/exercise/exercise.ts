import { Column, connectionOf, PartialDateScalar, Recorded, StateCodeScalar, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';
import { ExerciseStage } from '../vocabulary/exercise-stage.js';

@ObjectType({ description: 'An open-government exercise.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'exercise' })
export class Exercise extends Recorded {
  @Column(() => String, { key: true, id: true, description: 'Identifier.' })
  id!: string;

  @Column(() => String, { description: 'The name.' })
  name!: string;

  @Column(() => StateCodeScalar, { description: "INEGI's code of its state." })
  stateCode!: string;

  @Column(() => String, { nullable: true })
  convenerId!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    storedAs: 'started',
    description: 'The first day; null if no source says.',
  })
  startedOn!: string | null;

  @Column(() => String, { nullable: true, description: 'A description in Spanish; null if there is none.' })
  description!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of open-government exercises.' })
export class ExerciseConnection extends connectionOf(Exercise) {}

@ObjectType({ description: 'An event in an open-government exercise, as reported by a source.' })
@Entity({ tableName: 'exercise_event' })
export class ExerciseEvent extends Recorded {
  @Column(() => String, { key: true })
  exerciseId!: string;

  @Column(() => Int, {
    key: true,
    description: 'Position among the events of the exercise, from 1. It does not imply a date.',
  })
  position!: number;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The date, as precise as in the source; null if unknown.',
  })
  date!: string | null;

  @Column(() => ExerciseStage, { description: 'The stage of the event.' })
  stage!: ExerciseStage;

  @Column(() => String, { description: 'What happened, in Spanish.' })
  description!: string;

  @Column(() => [String], { description: 'Participating institutions, as published.' })
  institutions!: string[];

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}
