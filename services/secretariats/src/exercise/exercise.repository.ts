import type { Snapshot } from '@cabildo/kit';
import { Exercise, ExerciseEvent } from './exercise.js';

type Keys = readonly string[];

export interface ExerciseFilter {
  state?: string | null;
}

export function exercises(snapshot: Snapshot, { state }: ExerciseFilter) {
  const rows = snapshot.rows(Exercise);
  return state == null ? rows : rows.where('state_code', '=', state);
}

export const exercisesById = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(Exercise).where('id', 'in', ids).execute();

export const exercisesOf = (snapshot: Snapshot, states: Keys) =>
  snapshot.rows(Exercise).where('state_code', 'in', states).orderBy('id').execute();

export const exerciseEvents = (snapshot: Snapshot, exerciseIds: Keys) =>
  snapshot.rows(ExerciseEvent).where('exercise_id', 'in', exerciseIds).orderBy('position').execute();
