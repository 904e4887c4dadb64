import type { Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { Commitment } from '../commitment/commitment.js';
import { Secretariat } from '../secretariat/secretariat.js';
import { Completion } from '../vocabulary/assessment.js';
import { ExerciseStage } from '../vocabulary/exercise-stage.js';

type Keys = readonly string[];

/** A count of one group, with the sources of the counted rows. */
interface Count {
  exerciseId: string;
  count: number;
  sourceIds: number[];
}

export type StageRow = Count & { stage: ExerciseStage; installedCount: number };
export type CompletionRow = Count & { completion: Completion | null };

const inOrderOf = (column: string, values: string[]) =>
  sql`array_position(array[${sql.join(values)}]::text[], ${sql.ref(column)}) nulls last`;

const sourceIds = (table: string) => sql`array_agg(distinct ${sql.ref(`${table}.source_id`)})`.as('sourceIds');

export const stageCounts = (snapshot: Snapshot, exerciseIds: Keys) =>
  snapshot
    .rows(Secretariat)
    .clearSelect()
    .select([
      'exercise_id as exerciseId',
      'stage',
      sql`count(*)::int`.as('count'),
      sql`count(*) filter (where secretariat_status(stage, installed_on) = 'INSTALLED')::int`.as('installedCount'),
      sourceIds('secretariat'),
    ])
    .where('level', '=', 'MUNICIPAL')
    .where('exercise_id', 'in', exerciseIds)
    .groupBy(['exercise_id', 'stage'])
    .orderBy(inOrderOf('stage', Object.values(ExerciseStage)))
    .$castTo<StageRow>()
    .execute();

export const sessionCounts = (snapshot: Snapshot, exerciseIds: Keys) =>
  joined(snapshot, snapshot.rows(Secretariat), 'session', ['session.secretariat_id', 'secretariat.id'])
    .clearSelect()
    .select(['exercise_id as exerciseId', sql`count(*)::int`.as('count'), sourceIds('session')])
    .where('exercise_id', 'in', exerciseIds)
    .groupBy('exercise_id')
    .$castTo<Count>()
    .execute();

export const completionCounts = (snapshot: Snapshot, exerciseIds: Keys) => {
  const planned = joined(snapshot, snapshot.rows(Commitment), 'commitment_plan', [
    'commitment_plan.commitment_id',
    'commitment.id',
  ]);
  return joined(snapshot, planned, 'action_plan', ['action_plan.id', 'commitment_plan.action_plan_id'])
    .clearSelect()
    .select([
      'exercise_id as exerciseId',
      'completion',
      sql`count(distinct commitment.id)::int`.as('count'),
      sourceIds('commitment'),
    ])
    .where('exercise_id', 'in', exerciseIds)
    .groupBy(['exercise_id', 'completion'])
    .orderBy(inOrderOf('completion', Object.values(Completion)))
    .$castTo<CompletionRow>()
    .execute();
};

const joined = <Row>(snapshot: Snapshot, rows: Rows<Row>, table: string, [left, right]: [string, string]) =>
  snapshot.only(rows.innerJoin(table, left, right) as unknown as Rows<Row>, table);
