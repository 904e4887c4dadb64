import { Completion } from '../vocabulary/assessment.js';
import { lastDay } from '../vocabulary/partial-date.js';

/** What a term and its outcome tell of being late. */
export interface Term {
  end: string | null;
  datesInconsistent?: boolean | null;
  completion: Completion | null;
}

/** `overdue(…)` of the migration is the same rule in SQL. */
export function isOverdue({ end, datesInconsistent, completion }: Term, day: string): boolean | null {
  if (completion === Completion.COMPLETE) return false;
  if (end === null || datesInconsistent) return null;
  if (lastDay(end) >= day) return false;
  return completion === null ? null : true;
}
