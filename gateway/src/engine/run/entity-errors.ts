import type { SubgraphError } from '../../subgraph/transport.js';
import { failedResponse } from '../fault/received-response.js';
import { commonPath, type ResponsePath, renamePath } from '../fault/response-path.js';
import { executionErrorOf } from '../fault/subgraph-error.js';
import type { CompiledSlot, EntityBatch } from './entity-batch.js';
import { lazy } from './lazy.js';
import type { EntityResponse } from './merge-entities.js';

/** Maximum client paths of one subgraph error. One entity may be at thousands of paths. */
const maxPaths = 100;

/** Adds the errors of an entity fetch to the run, at their paths in the client's response. */
export function addEntityErrors(errors: readonly SubgraphError[], response: EntityResponse, cause?: unknown): void {
  const { service, slots, batch, run } = response;
  const paths = new EntityPaths(response);
  for (const error of errors) {
    const representation = paths.representation(error.path ?? []);
    run.responses.push(failedResponse(service, error, pathsWithin(paths, representation)));
    const below = error.path && paths.below(error.path);
    if (below?.length) {
      for (const path of below) run.errors.add(executionErrorOf(error, service, path));
      const key = String(below[0]![representation!.paths[0]!.length]);
      for (const { object } of emptyObjects(slots, batch, representation)) run.errors.addFailedKey(object, key);
      continue;
    }
    const common = commonPath(representation?.paths ?? paths.all());
    const executionError = executionErrorOf(error, service, common.length ? common : undefined, cause);
    run.errors.addFetchFailure(executionError, emptyObjects(slots, batch, representation));
  }
}

/** A representation that a path of a subgraph's response names, such as `['_entities', 3]`. */
interface Representation {
  readonly slot: number;
  readonly index: number;
  /** The paths of its entities in the client's response. */
  readonly paths: readonly ResponsePath[];
}

/** Maps paths in the response of an entity fetch to paths in the client's response. */
export class EntityPaths {
  readonly #slots: readonly CompiledSlot[];
  readonly #located: () => readonly ReadonlyMap<number, ResponsePath[]>[];

  constructor({ slots, batch, run }: EntityResponse) {
    this.#slots = slots;
    this.#located = lazy(() => slots.map((slot, index) => batch.locate(slot, index, run.data)));
  }

  representation([responseKey, index]: ResponsePath): Representation | undefined {
    const slot = this.#slots.findIndex(({ plan }) => plan.responseKey === responseKey);
    const paths = typeof index === 'number' ? this.#located()[slot]?.get(index) : undefined;
    return paths && { slot, index: Number(index), paths };
  }

  /** Returns the client paths of a path that leads below an entity, and none for another path. */
  below(path: ResponsePath): ResponsePath[] {
    const representation = path.length > 2 ? this.representation(path) : undefined;
    if (!representation) return [];
    const rest = renamePath(path.slice(2), this.#slots[representation.slot]!.renames);
    return representation.paths.slice(0, maxPaths).map((entity) => [...entity, ...rest]);
  }

  all(): ResponsePath[] {
    return this.#located().flatMap((byIndex) => [...byIndex.values()].flat());
  }
}

/** Paths one level below the entities of one representation, or of all: an error explains whatever is empty there. */
export const pathsWithin = (paths: EntityPaths, representation?: Representation) => (): ResponsePath[] =>
  (representation?.paths ?? paths.all()).slice(0, maxPaths).map((entity) => [...entity, '']);

/** The entities of one representation, or of all, with the keys that an error leaves empty. */
function* emptyObjects(slots: readonly CompiledSlot[], batch: EntityBatch, representation?: Representation) {
  for (const [slotIndex, slot] of slots.entries()) {
    if (representation && representation.slot !== slotIndex) continue;
    const keys = slot.keys();
    for (const { entity, index } of (batch.targets[slotIndex] ?? []).flat()) {
      if (!representation || representation.index === index) yield { object: entity, keys };
    }
  }
}
