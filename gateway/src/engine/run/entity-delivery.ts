import { type Data, isRecord } from '../../record.js';
import type { SubgraphError } from '../../subgraph/transport.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import type { CompiledSlot, EntityBatch } from './entity-batch.js';
import { copy, isFlat, merge } from './merge.js';
import type { Run } from './run.js';

export interface Delivery {
  readonly service: string;
  readonly slots: readonly CompiledSlot[];
  readonly batch: EntityBatch;
  readonly run: Run;
  readonly types: TypeConditions;
  /** No error came with it, which might say why there is nothing. */
  readonly whole: boolean;
}

/**
 * Gives each entity what was fetched for it.
 * @param trusted whether it takes the place of what others brought
 * @returns whether it would have, were it trusted
 */
export function deliver(data: Data, { service, slots, batch, run, types, whole }: Delivery, trusted: boolean): boolean {
  let atOdds = false;
  slots.forEach((slot, number) => {
    const entities = data[slot.plan.responseKey];
    if (!Array.isArray(entities)) return;
    let absent: Set<Data> | undefined;
    batch.targets[number]?.forEach((met, path) => {
      const given: (Data | undefined)[] = [];
      for (const { entity, index } of met) {
        const fetched: unknown = entities[index];
        if (!isRecord(fetched)) {
          if (!whole) continue;
          absent ??= run.absences.of(service, slot.keys);
          absent.add(entity);
          continue;
        }
        const before = given[index];
        if (before) uniteNested(before, run.united);
        else given[index] = path === 0 || isFlat(fetched) ? fetched : (copy(fetched) as Data);
        atOdds = merge(entity, given[index]!, types, trusted) || atOdds;
      }
    });
  });
  return atOdds;
}

/**
 * Entities of one path share what was fetched; those of another need their own copy, since later fetches may add other
 * fields to it.
 */
function uniteNested(fetched: Data, united: Set<unknown>): void {
  for (const key in fetched) {
    const value = fetched[key];
    if (typeof value === 'object' && value !== null) united.add(value);
  }
}

/**
 * Takes out of an answer what cannot be what was asked for.
 * @returns an error for each
 */
export function refused(data: Data, { service, slots, batch, whole }: Delivery): SubgraphError[] {
  return slots.flatMap((slot) => {
    const { responseKey } = slot.plan;
    const entities = data[responseKey];
    const asked = batch.asked(slot.list);
    if (Array.isArray(entities) && entities.length === asked.length) return strangers(entities, asked, slot, service);
    if (!whole && (entities === null || entities === undefined)) return [];
    // Of more or fewer entities than were asked for, nobody knows which is whose: none of them is taken.
    delete data[responseKey];
    const answered = Array.isArray(entities) ? `${entities.length} entities` : 'no list of entities';
    return [invalid(`Subgraph "${service}" answered ${answered} to ${asked.length} representations.`, [responseKey])];
  });
}

/** Entities that are none, or others than were asked for, as far as what was fetched of them tells. */
function strangers(
  entities: unknown[],
  asked: readonly Data[],
  { isSame, plan }: CompiledSlot,
  service: string,
): SubgraphError[] {
  const errors: SubgraphError[] = [];
  for (let i = 0; i < asked.length; i++) {
    const fetched = entities[i];
    if (fetched === null || (isRecord(fetched) && isSame(asked[i]!, fetched))) continue;
    entities[i] = null;
    const what = isRecord(fetched) ? 'another entity than it was asked for' : 'something that is no entity';
    errors.push(invalid(`Subgraph "${service}" answered ${what}.`, [plan.responseKey, i]));
  }
  return errors;
}

/** An entity that comes without its type, which it was not asked for, is of the one that was asked for: by it is known what it has to have. */
export function nameEntities(data: Data, { slots, batch }: Delivery): void {
  for (const { plan, list, keys } of slots) {
    const entities = data[plan.responseKey];
    if (!Array.isArray(entities) || keys().has('__typename')) continue;
    batch.asked(list).forEach(({ __typename }, i) => {
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
