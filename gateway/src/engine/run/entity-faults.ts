import type { SubgraphError } from '../../subgraph/transport.js';
import { nothingTaken } from '../fault/taken.js';
import { faultOf } from './call.js';
import type { CompiledSlot, EntityBatch } from './entity-batch.js';
import type { Delivery } from './entity-delivery.js';
import { lazily } from './lazily.js';
import { type AnswerPath, commonPath } from './paths.js';
import { renamePath } from './root-fetch.js';

/** One entity may stand at thousands of places: an error of it is told at this many. */
const mostPlaces = 100;

/** Places the errors of an entity fetch where the client sees them. */
export function complain(errors: readonly SubgraphError[], delivery: Delivery, cause?: unknown): void {
  const { service, slots, batch, run } = delivery;
  const places = new Places(delivery);
  for (const error of errors) {
    const about = places.about(error.path ?? []);
    run.taken.push(nothingTaken(service, error, within(places, about)));
    const inner = error.path && places.within(error.path);
    if (inner?.length) {
      for (const path of inner) run.faults.tell(faultOf(error, service, path));
      const key = String(inner[0]![about!.at[0]!.length]);
      for (const { object } of marksOf(slots, batch, about)) run.faults.failIn(object, key);
      continue;
    }
    const whole = commonPath(about?.at ?? places.all());
    run.faults.fail(faultOf(error, service, whole.length ? whole : undefined, cause), marksOf(slots, batch, about));
  }
}

/** Where in the client's answer lies what a subgraph tells places of by the lists of entities that it answered. */
export class Places {
  readonly #slots: readonly CompiledSlot[];
  readonly #places: () => readonly ReadonlyMap<number, AnswerPath[]>[];

  constructor({ slots, batch, run }: Delivery) {
    this.#slots = slots;
    this.#places = lazily(() => slots.map((slot, number) => batch.locate(slot, number, run.data)));
  }

  /** The entities of one representation. */
  about([responseKey, index]: AnswerPath): About | undefined {
    const number = this.#slots.findIndex((slot) => slot.plan.responseKey === responseKey);
    const at = typeof index === 'number' ? this.#places()[number]?.get(index) : undefined;
    return at && { number, index: Number(index), at };
  }

  /** What lies deeper than an entity. */
  within(path: AnswerPath): AnswerPath[] {
    const about = path.length > 2 ? this.about(path) : undefined;
    if (!about) return [];
    const inner = renamePath(path.slice(2), this.#slots[about.number]!.renames);
    return about.at.slice(0, mostPlaces).map((at) => [...at, ...inner]);
  }

  all(): AnswerPath[] {
    return this.#places().flatMap((found) => [...found.values()].flat());
  }
}

/** Whatever lies in the entities of one representation, or of all. */
export const within = (places: Places, about?: About) => (): AnswerPath[] =>
  (about?.at ?? places.all()).slice(0, mostPlaces).map((at) => [...at, '']);

interface About {
  readonly number: number;
  readonly index: number;
  readonly at: readonly AnswerPath[];
}

/** The entities that an error leaves without what they were to get: all of the fetch, or those of one representation. */
function* marksOf(slots: readonly CompiledSlot[], batch: EntityBatch, about?: About) {
  for (const [number, slot] of slots.entries()) {
    if (about && about.number !== number) continue;
    const keys = slot.keys();
    for (const { entity, index } of (batch.targets[number] ?? []).flat()) {
      if (!about || about.index === index) yield { object: entity, keys };
    }
  }
}
