import { type Data, isRecord } from '../../record.js';
import type { SubgraphError } from '../../subgraph/transport.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import type { CompiledSlot, EntityBatch } from './entity-batch.js';
import { copy, isFlat, merge } from './merge.js';
import type { Run } from './run.js';

/** The response to one entity fetch. */
export interface EntityResponse {
  readonly service: string;
  readonly slots: readonly CompiledSlot[];
  readonly batch: EntityBatch;
  readonly run: Run;
  readonly types: TypeConditions;
  readonly hasErrors: boolean;
}

/**
 * Merges what was fetched into each entity.
 * @param overwrite whether fetched values replace different values of earlier fetches
 * @returns whether a fetched value differs from an earlier one
 */
export function mergeEntities(data: Data, response: EntityResponse, overwrite: boolean): boolean {
  const { service, slots, batch, run, types, hasErrors } = response;
  let differs = false;
  slots.forEach((slot, slotIndex) => {
    const entities = data[slot.plan.responseKey];
    if (!Array.isArray(entities)) return;
    let missing: Set<Data> | undefined;
    batch.targets[slotIndex]?.forEach((targets, pathIndex) => {
      const merged: (Data | undefined)[] = [];
      for (const { entity, index } of targets) {
        const fetched: unknown = entities[index];
        if (!isRecord(fetched)) {
          // An error of the response may be the reason for the null.
          if (hasErrors) continue;
          missing ??= run.missingEntities.addFetch(service, slot.keys);
          missing.add(entity);
          continue;
        }
        const before = slot.shareEqualObjects ? merged[index] : undefined;
        if (before) addShared(before, run.shared);
        else merged[index] = isOwn(slot, pathIndex) || isFlat(fetched) ? fetched : (copy(fetched) as Data);
        differs = merge(entity, merged[index]!, types, overwrite) || differs;
      }
    });
  });
  return differs;
}

/** Whether the entities of a path take what was fetched, and need no copy of their own. */
const isOwn = ({ shareEqualObjects }: CompiledSlot, pathIndex: number): boolean => shareEqualObjects && pathIndex === 0;

/**
 * Adds the objects and lists that equal entities of one path share. Entities of another path have a copy of their own,
 * since a later fetch may add other fields to it.
 */
function addShared(fetched: Data, shared: Set<unknown>): void {
  for (const key in fetched) {
    const value = fetched[key];
    if (typeof value === 'object' && value !== null) shared.add(value);
  }
}

/**
 * Removes entities that cannot be the requested ones from a response.
 * @returns an error for each
 */
export function rejectInvalidEntities(data: Data, response: EntityResponse): SubgraphError[] {
  const { service, slots, batch, hasErrors } = response;
  return slots.flatMap((slot) => {
    const { responseKey } = slot.plan;
    const entities = data[responseKey];
    const requested = batch.entities(slot.list);
    if (Array.isArray(entities) && entities.length === requested.length)
      return rejectOtherEntities(entities, requested, slot, service);
    if (hasErrors && (entities === null || entities === undefined)) return [];
    // If the number differs, no entity can be assigned to its representation.
    delete data[responseKey];
    const returned = Array.isArray(entities) ? `${entities.length} entities` : 'no list of entities';
    return [
      invalid(`Subgraph "${service}" returned ${returned} for ${requested.length} representations.`, [responseKey]),
    ];
  });
}

/** Sets entities to null that are not objects, or whose type or key differs from the representation's. */
function rejectOtherEntities(
  entities: unknown[],
  requested: readonly Data[],
  { isSame, plan }: CompiledSlot,
  service: string,
): SubgraphError[] {
  const errors: SubgraphError[] = [];
  for (let i = 0; i < requested.length; i++) {
    const fetched = entities[i];
    if (fetched === null || (isRecord(fetched) && isSame(requested[i]!, fetched))) continue;
    entities[i] = null;
    const problem = isRecord(fetched)
      ? 'another entity than the requested one'
      : 'a value in _entities that is not an object';
    errors.push(invalid(`Subgraph "${service}" returned ${problem}.`, [plan.responseKey, i]));
  }
  return errors;
}

/** Sets the requested __typename on entities whose fetch did not select it. The response check needs it. */
export function addTypenames(data: Data, { slots, batch }: EntityResponse): void {
  for (const { plan, list, keys } of slots) {
    const entities = data[plan.responseKey];
    if (!Array.isArray(entities) || keys().has('__typename')) continue;
    batch.entities(list).forEach(({ __typename }, i) => {
      const fetched: unknown = entities[i];
      if (isRecord(fetched)) fetched.__typename ??= __typename;
    });
  }
}

const invalid = (message: string, path: (string | number)[]): SubgraphError => ({
  message,
  path,
  extensions: { code: 'SUBGRAPH_INVALID_VALUE' },
});
