import { Field, Int, ObjectType } from 'type-graphql';
import { Completion } from '../vocabulary/assessment.js';
import { ExerciseStage } from '../vocabulary/exercise-stage.js';

@ObjectType({ description: 'How many municipal secretariats have come to a stage, and no further.' })
export class StageCount {
  @Field(() => ExerciseStage, { description: 'The furthest stage that they are known to have come to.', simple: true })
  stage!: ExerciseStage;

  @Field(() => Int, { description: 'How many there are.', simple: true })
  count!: number;

  @Field(() => Int, { description: 'How many of them are known to be installed.', simple: true })
  installedCount!: number;
}

@ObjectType({ description: 'How many commitments have been carried out how far.' })
export class CompletionCount {
  @Field(() => Completion, {
    nullable: true,
    description: 'How far they have been carried out; null for those of which no evaluation says.',
    simple: true,
  })
  completion!: Completion | null;

  @Field(() => Int, { description: 'How many there are.', simple: true })
  count!: number;
}

@ObjectType({ description: 'An open-government exercise at a glance: what is recorded of it, counted.' })
export class ExerciseSummary {
  @Field(() => Int, { description: 'Municipal secretariats, installed or only declared.', simple: true })
  municipalSecretariatCount!: number;

  @Field(() => [StageCount], {
    description: 'Municipal secretariats by the stage that they have come to, in the order of stages.',
    simple: true,
  })
  municipalSecretariatsByStage!: StageCount[];

  @Field(() => Int, { description: 'Sessions of its secretariats.', simple: true })
  sessionCount!: number;

  @Field(() => Int, { description: 'Commitments held by its action plans, each counted once.', simple: true })
  commitmentCount!: number;

  @Field(() => [CompletionCount], {
    description: 'Those commitments by how far they have been carried out, the least first, those not known last.',
    simple: true,
  })
  commitmentsByCompletion!: CompletionCount[];
}
