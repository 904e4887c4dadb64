import type { Authority } from '../authority/authority.js';
import { Activity, activityOn } from '../vocabulary/activity.js';

/**
 * The authority that has the tasks of another on a day: its nearest successor, of any generation, whose recorded dates
 * do not exclude the day. Null if none is known.
 */
export async function activeSuccessor(
  id: string,
  on: string,
  successorsOf: (id: string) => Promise<Authority[]>,
): Promise<Authority | null> {
  // A source can state that two authorities succeeded each other.
  const seen = new Set([id]);
  for (let generation = [id]; generation.length > 0; ) {
    const next = (await Promise.all(generation.map(successorsOf))).flat().filter((each) => !seen.has(each.id));
    const active = next.find(({ validFrom: from, validTo: to }) => activityOn({ from, to }, on) !== Activity.INACTIVE);
    if (active) return active;
    generation = [...new Set(next.map((each) => each.id))];
    for (const each of generation) seen.add(each);
  }
  return null;
}
