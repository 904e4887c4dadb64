import type { EntitySlot, FetchPlan } from '../../src/engine/plan/plan.js';
import { withSlot } from './plan-edits.js';
import type { PlannedOperation } from './planned-operation.js';
import { breakFetch, neededFields, type Way } from './way.js';

/** A field is missing: in the response, or in a representation. */
export const missing =
  /^No (earlier )?fetch has|is not sent|resolves \w+ by|without any of its fields|has no type|names|is not valid/;

/** Changes one slot of a fetch that brings something that is needed. */
export function breakSlot(
  change: (slot: EntitySlot, fetch: FetchPlan, planned: PlannedOperation) => EntitySlot | undefined,
): Way['break'] {
  return breakFetch((fetch, planned, random) => {
    if (fetch.entities.length !== 1 || !neededFields(fetch, planned).length) return undefined;
    const slot = random.pick(fetch.entities);
    const by = change(slot, fetch, planned);
    return by && withSlot(fetch, slot, by);
  });
}
