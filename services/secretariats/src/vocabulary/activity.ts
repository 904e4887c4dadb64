import { registerEnumType } from 'type-graphql';
import { firstDay, lastDay } from './partial-date.js';

export enum Activity {
  ACTIVE = 'ACTIVE',
  INACTIVE = 'INACTIVE',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(Activity, {
  name: 'Activity',
  description:
    'Whether recorded dates cover a day. A date known to the month or year includes all of its days. A missing end date means that no end is recorded.',
  valuesConfig: {
    ACTIVE: { description: 'It had begun, and no end before the day is recorded.' },
    INACTIVE: { description: 'It began after the day or ended before it.' },
    UNKNOWN: { description: 'Its beginning is not recorded, and no recorded date excludes the day.' },
  },
});

/** Values that a filter selects unless the client chooses others. */
export const POSSIBLY_ACTIVE = [Activity.ACTIVE, Activity.UNKNOWN];

/** A term whose dates may be unknown. `notBefore` and `notAfter` are limits that other records set. */
export interface Term {
  from: string | null;
  to: string | null;
  notBefore?: string | null;
  notAfter?: string | null;
}

/** The SQL function `activity` of migration 0002 applies the same rule to `from` and `to`. */
export function activityOn({ from, to, notBefore = null, notAfter = null }: Term, day: string): Activity {
  const beginsLater = [from, notBefore].some((date) => date !== null && firstDay(date) > day);
  const endedBefore = [to, notAfter].some((date) => date !== null && lastDay(date) < day);
  if (beginsLater || endedBefore) return Activity.INACTIVE;
  return from === null ? Activity.UNKNOWN : Activity.ACTIVE;
}
