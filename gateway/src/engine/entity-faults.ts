import type { SubgraphError } from '../transport.js';
import { faultOf } from './call.js';
import type { CompiledSlot, EntityBatch } from './entity-batch.js';
import { type AnswerPath, commonPath } from './paths.js';
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
    if (slot && at) {
      const inner = renamePath(rest, slot.renames);
      for (const path of at.slice(0, mostPlaces)) run.faults.tell(faultOf(error, service, [...path, ...inner]));
    } else {
      const whole = commonPath(places.flatMap((found) => [...found.values()].flat()));
      run.faults.fail(faultOf(error, service, presentable(whole), cause), marksOf(slots, batch));
    }
  }
}

const presentable = (path: AnswerPath): AnswerPath | undefined => (path.length ? path : undefined);

function* marksOf(slots: readonly CompiledSlot[], batch: EntityBatch) {
  for (const [number, slot] of slots.entries()) {
    const keys = slot.keys();
    for (const { entity } of (batch.targets[number] ?? []).flat()) yield { object: entity, keys };
  }
}
