import { type Data, isRecord } from '../record.js';
import type { Transport } from '../transport.js';
import { call, variablesWriter } from './call.js';
import { type CompiledSlot, EntityBatch } from './entity-batch.js';
import { complain } from './entity-faults.js';
import { compileKeys } from './entity-key.js';
import { copy, isFlat, merge } from './merge.js';
import { compilePath } from './paths.js';
import type { FetchPlan } from './plan.js';
import { responseKeys } from './response-keys.js';
import { compileRewrite, renamesOf } from './rewrites.js';
import type { Step } from './run.js';
import type { TypeConditions } from './type-conditions.js';

/** Compiles a fetch of entities: gather, ask once for each distinct entity, give each its answer. */
export function compileEntityFetch(plan: FetchPlan, transport: Transport, { types, unite }: Site): Step {
  const lists = [...new Set(plan.entities.map(({ variable }) => variable))];
  const slots = compileSlots(plan, lists, { types, unite });
  const writeVariables = variablesWriter(plan.variables);
  const labels = lists.map((variable) => `${JSON.stringify(variable)}:`);
  return async (run) => {
    const batch = new EntityBatch(slots, lists.length, run);
    if (batch.empty) return;
    const representations = labels.map((label, list) => label + batch.listText(list)).join(',');
    const rest = writeVariables(run.variables);
    const answer = await call(plan, transport, `{${representations}${rest && ','}${rest}}`, run);
    if (answer.errors?.length) complain(answer.errors, transport.name, slots, batch, run, answer.cause);
    if (answer.data) deliver(answer.data, slots, batch, run.united, types);
  };
}

interface Site {
  readonly types: TypeConditions;
  /** Whether equal objects at one path may become one. */
  readonly unite: boolean;
}

function compileSlots(plan: FetchPlan, lists: readonly string[], { types, unite }: Site): CompiledSlot[] {
  return plan.entities.map((slot) => {
    const renames = renamesOf(slot.outputRewrites);
    let keys: ReadonlySet<string> | undefined;
    return {
      plan: slot,
      paths: slot.paths.map((path) => compilePath(path, types)),
      keyOf: compileKeys(slot, types),
      unite,
      rewriters: slot.outputRewrites.map((rewrite) => compileRewrite(rewrite, types)),
      renames,
      list: lists.indexOf(slot.variable),
      keys: () => {
        keys ??= responseKeys(plan.operation, slot.responseKey, renames);
        return keys;
      },
    };
  });
}

function deliver(
  data: Data,
  slots: readonly CompiledSlot[],
  { targets }: EntityBatch,
  united: Set<unknown>,
  types: TypeConditions,
): void {
  slots.forEach((slot, number) => {
    const entities = data[slot.plan.responseKey];
    if (!Array.isArray(entities)) return;
    for (const rewrite of slot.rewriters) rewrite(entities);
    targets[number]?.forEach((met, path) => {
      const given: (Data | undefined)[] = [];
      for (const { entity, index } of met) {
        const fetched: unknown = entities[index];
        if (!isRecord(fetched)) continue;
        const before = given[index];
        if (before) uniteNested(before, united);
        else given[index] = path === 0 || isFlat(fetched) ? fetched : (copy(fetched) as Data);
        merge(entity, given[index]!, types);
      }
    });
  });
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
