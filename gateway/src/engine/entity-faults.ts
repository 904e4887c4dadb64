import type { SubgraphError } from '../transport.js';
import { faultOf } from './call.js';
import type { CompiledSlot, EntityBatch } from './entity-batch.js';
import { commonPath } from './paths.js';
import { renamePath } from './root-fetch.js';
import type { Run } from './run.js';

/** One entity may stand at thousands of places: an error of it is told at this many. */
const mostPlaces = 100;

/** Places the errors of an entity fetch where the client sees them. */
export function complain(
  errors: readonly SubgraphError[],
  service: string,
  slots: readonly CompiledSlot[],
  batch: EntityBatch,
  run: Run,
  cause: unknown,
): void {
  const places = slots.map((slot, number) => batch.locate(slot, number, run.data));
  for (const error of errors) {
    const [responseKey, index, ...rest] = error.path ?? [];
    const number = slots.findIndex((slot) => slot.plan.responseKey === responseKey);
    const slot = slots[number];
    const at = typeof index === 'number' ? places[number]?.get(index) : undefined;
    if (slot && at && rest.length) {
      const inner = renamePath(rest, slot.renames);
      for (const path of at.slice(0, mostPlaces)) run.faults.tell(faultOf(error, service, [...path, ...inner]));
      continue;
    }
    const whole = commonPath(at ?? places.flatMap((found) => [...found.values()].flat()));
    const about = at ? { number, index: Number(index) } : undefined;
    run.faults.fail(faultOf(error, service, whole.length ? whole : undefined, cause), marksOf(slots, batch, about));
  }
}

/** The entities that an error leaves without what they were to get: all of the fetch, or those of one representation. */
function* marksOf(slots: readonly CompiledSlot[], batch: EntityBatch, about?: { number: number; index: number }) {
  for (const [number, slot] of slots.entries()) {
    if (about && about.number !== number) continue;
    const keys = slot.keys();
    for (const { entity, index } of (batch.targets[number] ?? []).flat()) {
      if (!about || about.index === index) yield { object: entity, keys };
    }
  }
}
