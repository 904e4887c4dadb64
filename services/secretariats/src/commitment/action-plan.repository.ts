import type { OrderTerm, Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { exercises } from '../exercise/exercise.repository.js';
import { type Activity, POSSIBLY_ACTIVE } from '../vocabulary/activity.js';
import { ActionPlan } from './action-plan.js';

type Keys = readonly string[];

export interface ActionPlanFilter {
  exerciseId?: string | null;
  state?: string | null;
  ogpMember?: string | null;
  activeOn?: string | null;
  activity?: Activity[];
}

/** A plan in a list, with the date that the list is ordered by. */
export type ListedActionPlan = ActionPlan & { begins: string };

const begins = sql<string>`coalesce(partial_date_first(action_plan.start)::text, '')`;

export function actionPlans(snapshot: Snapshot, filter: ActionPlanFilter) {
  const { exerciseId, state, ogpMember, activeOn, activity = POSSIBLY_ACTIVE } = filter;
  let rows = snapshot.rows(ActionPlan);
  if (exerciseId != null) rows = rows.where('exercise_id', '=', exerciseId);
  if (state != null) rows = rows.where('exercise_id', 'in', exercisesOfState(snapshot, state));
  if (ogpMember != null) rows = rows.where('ogp_member', '=', ogpMember);
  if (activeOn != null) rows = rows.where(sql`activity(start, "end", ${activeOn}::date)`, 'in', activity);
  return rows.select(begins.as('begins')) as Rows<ListedActionPlan>;
}

const exercisesOfState = (snapshot: Snapshot, state: string) =>
  exercises(snapshot, { state }).clearSelect().select('exercise.id');

/** Newest first; unknown start dates last. */
export const actionPlanOrder: OrderTerm<ListedActionPlan>[] = [
  { expression: begins, valueOf: (row) => row.begins, descending: true },
  { expression: sql.ref('id'), valueOf: (row) => row.id },
];

export const actionPlansById = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(ActionPlan).where('id', 'in', ids).execute();

export const actionPlansOf = (snapshot: Snapshot, exerciseIds: Keys) =>
  snapshot.rows(ActionPlan).where('exercise_id', 'in', exerciseIds).orderBy(begins, 'desc').orderBy('id').execute();

/** The plans of each commitment; `commitmentId` is its key. */
export const actionPlansOfCommitments = (snapshot: Snapshot, commitmentIds: Keys) =>
  snapshot
    .only(
      snapshot
        .rows(ActionPlan)
        .innerJoin('commitment_plan', 'commitment_plan.action_plan_id', 'action_plan.id') as Rows<ActionPlan>,
      'commitment_plan',
    )
    .select('commitment_plan.commitment_id as commitmentId')
    .where('commitment_plan.commitment_id', 'in', commitmentIds)
    .orderBy(begins, 'desc')
    .orderBy('action_plan.id')
    .$castTo<ActionPlan & { commitmentId: string }>()
    .execute();
