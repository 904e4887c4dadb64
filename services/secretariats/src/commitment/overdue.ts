import { Completion } from '../vocabulary/assessment.js';
import { lastDay } from '../vocabulary/partial-date.js';

/** The dates and the completion of a commitment or milestone. */
export interface Progress {
  endsOn: string | null;
  hasInconsistentDates?: boolean | null;
  completion: Completion | null;
}

/** Whether the end has passed without completion; null if unknown. The SQL function `overdue` applies the same rule. */
export function isOverdue({ endsOn, hasInconsistentDates, completion }: Progress, day: string): boolean | null {
  if (completion === Completion.COMPLETE) return false;
  if (endsOn === null || hasInconsistentDates) return null;
  if (lastDay(endsOn) >= day) return false;
  return completion === null ? null : true;
}
