import type { OrderTerm, Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { exercises } from '../exercise/exercise.repository.js';
import { ActionPlan } from './action-plan.js';

type Keys = readonly string[];

export interface ActionPlanFilter {
  exercise?: string | null;
  state?: string | null;
  ogpMember?: string | null;
  runningOn?: string | null;
}

/** A plan in a list, with what the list is ordered by. */
export type ListedActionPlan = ActionPlan & { begins: string };

const begins = sql<string>`coalesce(partial_date_first(action_plan.start)::text, '')`;
const runs = (day: string) =>
  sql<boolean>`${day}::date between partial_date_first(action_plan.start) and partial_date_last(action_plan."end")`;

export function actionPlans(snapshot: Snapshot, { exercise, state, ogpMember, runningOn }: ActionPlanFilter) {
  let rows = snapshot.rows(ActionPlan);
  if (exercise != null) rows = rows.where('exercise_id', '=', exercise);
  if (state != null) rows = rows.where('exercise_id', 'in', exercisesOfState(snapshot, state));
  if (ogpMember != null) rows = rows.where('ogp_member', '=', ogpMember);
  if (runningOn != null) rows = rows.where(runs(runningOn) as never);
  return rows.select(begins.as('begins') as never) as Rows<ListedActionPlan>;
}

const exercisesOfState = (snapshot: Snapshot, state: string) =>
  exercises(snapshot, { state }).clearSelect().select('exercise.id') as never;

/** Those of unknown start come last. */
export const actionPlanOrder: OrderTerm<ListedActionPlan>[] = [
  { expression: begins, valueOf: (row) => row.begins, descending: true },
  { expression: sql.ref('id'), valueOf: (row) => row.id },
];

export const actionPlansById = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(ActionPlan).where('id', 'in', ids).execute();

export const actionPlansOf = (snapshot: Snapshot, exerciseIds: Keys) =>
  snapshot.rows(ActionPlan).where('exercise_id', 'in', exerciseIds).orderBy(begins, 'desc').orderBy('id').execute();

/** The plans that hold each commitment: `commitmentId` says which. */
export const actionPlansHolding = (snapshot: Snapshot, commitmentIds: Keys) =>
  snapshot
    .only(
      snapshot
        .rows(ActionPlan)
        .innerJoin('commitment_plan', 'commitment_plan.action_plan_id', 'action_plan.id') as never as Rows<ActionPlan>,
      'commitment_plan',
    )
    .select('commitment_plan.commitment_id as commitmentId' as never)
    .where('commitment_plan.commitment_id', 'in', commitmentIds)
    .orderBy(begins, 'desc')
    .orderBy('action_plan.id')
    .$castTo<ActionPlan & { commitmentId: string }>()
    .execute();
