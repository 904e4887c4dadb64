import { type Context, SOURCES_OF_VALUE, Source } from '@cabildo/kit';
import { Field, Int, ObjectType } from 'type-graphql';
import { completionCountsOf, sessionCountOf, stageCountsOf } from '../loaders.js';
import { Completion } from '../vocabulary/assessment.js';
import { ExerciseStage } from '../vocabulary/exercise-stage.js';

@ObjectType({ description: 'Number of municipal secretariats whose furthest stage is one stage.' })
export class StageCount {
  @Field(() => ExerciseStage, { description: 'The furthest known stage.', simple: true })
  stage!: ExerciseStage;

  @Field(() => Int, { description: 'Number of municipal secretariats, installed or only declared.', simple: true })
  count!: number;

  @Field(() => Int, { description: 'Number of those that are installed.', simple: true })
  installedCount!: number;
}

@ObjectType({ description: 'Number of commitments at one completion level.' })
export class CompletionCount {
  @Field(() => Completion, {
    nullable: true,
    description: 'The completion level; null for commitments without an evaluation.',
    simple: true,
  })
  completion!: Completion | null;

  @Field(() => Int, { description: 'Number of commitments.', simple: true })
  count!: number;
}

@ObjectType({ description: 'Counts of the recorded secretariats, sessions and commitments of an exercise.' })
export class ExerciseSummary {
  @Field(() => Int, { description: 'Number of municipal secretariats that are installed.', simple: true })
  installedSecretariatCount!: number;

  @Field(() => Int, { description: 'Number of municipal secretariats that are only declared.', simple: true })
  declaredSecretariatCount!: number;

  @Field(() => [StageCount], { description: 'Municipal secretariats by furthest stage, in order.', simple: true })
  municipalSecretariatsByStage!: StageCount[];

  @Field(() => Int, { description: 'Number of sessions of its secretariats.', simple: true })
  sessionCount!: number;

  @Field(() => Int, { description: 'Number of commitments in its action plans, each counted once.', simple: true })
  commitmentCount!: number;

  @Field(() => [CompletionCount], {
    description: 'Commitments by completion level, lowest first. Commitments without an evaluation are last.',
    simple: true,
  })
  commitmentsByCompletion!: CompletionCount[];

  @Field(() => [Source], { description: SOURCES_OF_VALUE, simple: true })
  sources!: Source[];
}

export async function summariseExercise({ loads, sources }: Context, id: string): Promise<ExerciseSummary> {
  const [byStage, sessions, byCompletion] = await Promise.all([
    loads.load(stageCountsOf, id),
    loads.load(sessionCountOf, id),
    loads.load(completionCountsOf, id),
  ]);
  const installed = byStage.reduce((total, { installedCount }) => total + installedCount, 0);
  const counted = [...byStage, ...byCompletion, ...(sessions ? [sessions] : [])];
  return {
    installedSecretariatCount: installed,
    declaredSecretariatCount: sum(byStage) - installed,
    municipalSecretariatsByStage: byStage,
    sessionCount: sessions?.count ?? 0,
    commitmentCount: sum(byCompletion),
    commitmentsByCompletion: byCompletion,
    sources: sources.of(counted.flatMap(({ sourceIds }) => sourceIds)),
  };
}

const sum = (counts: { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
