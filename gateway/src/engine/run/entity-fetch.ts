import type { Data } from '../../record.js';
import type { Transport } from '../../subgraph/transport.js';
import { responseKeys } from '../document/response-keys.js';
import { type Inspect, inspector, nothingTaken, Taken } from '../fault/taken.js';
import type { FetchPlan } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { call, variablesWriter } from './call.js';
import { type CompiledSlot, EntityBatch } from './entity-batch.js';
import { type Delivery, deliver, nameEntities, refused } from './entity-delivery.js';
import { complain, Places, within } from './entity-faults.js';
import { compileKeys } from './entity-key.js';
import { lazily } from './lazily.js';
import { compilePath } from './paths.js';
import { compileRewrite, renamesOf } from './rewrites.js';
import type { Step } from './run.js';
import { compileSameEntity } from './same-entity.js';

/** Compiles a fetch of entities: gather, ask once for each distinct entity, give each its answer. */
export function compileEntityFetch(plan: FetchPlan, transport: Transport, { types, unite }: Site): Step {
  const { name: service } = transport;
  const lists = [...new Set(plan.entities.map(({ variable }) => variable))];
  const slots = compileSlots(plan, lists, { types, unite });
  const writeVariables = variablesWriter(plan.variables);
  const inspect = inspector(plan, service, types, new Map(slots.flatMap(({ renames }) => [...renames])));
  const labels = lists.map((variable) => `${JSON.stringify(variable)}:`);
  return async (run) => {
    const batch = new EntityBatch(slots, lists.length, run);
    if (batch.empty) return;
    const representations = labels.map((label, list) => label + batch.listText(list)).join(',');
    const rest = writeVariables(run.variables);
    const answer = await call(plan, transport, `{${representations}${rest && ','}${rest}}`, run);
    const failed = answer.errors?.[0];
    const delivery = { service, slots, batch, run, types, whole: !failed };
    if (failed) complain(answer.errors!, delivery, answer.cause);
    if (answer.data) take(answer.data, delivery, inspect);
    if (failed && slots.some(({ plan }) => !answer.data?.[plan.responseKey]))
      run.taken.push(nothingTaken(service, failed, within(new Places(delivery))));
  };
}

function take(data: Data, delivery: Delivery, inspect: Inspect): void {
  const { service, slots, run } = delivery;
  for (const { plan, rewriters } of slots) for (const rewrite of rewriters) rewrite(data[plan.responseKey]);
  const errors = refused(data, delivery);
  if (errors.length) complain(errors, delivery);
  const places = new Places(delivery);
  const taken = new Taken(
    service,
    (path) => places.within(path),
    (strips) => {
      nameEntities(data, delivery);
      return inspect(data, strips);
    },
  );
  run.taken.push(taken);
  if (!deliver(data, delivery, false)) return;
  taken.strip();
  deliver(data, delivery, true);
}

interface Site {
  readonly types: TypeConditions;
  /** Whether equal objects at one path may become one. */
  readonly unite: boolean;
}

function compileSlots(plan: FetchPlan, lists: readonly string[], { types, unite }: Site): CompiledSlot[] {
  return plan.entities.map((slot) => {
    const renames = renamesOf(slot.outputRewrites);
    const keyOf = compileKeys(slot, types);
    const keys = lazily(() => responseKeys(plan.document, slot.responseKey, renames));
    return {
      plan: slot,
      paths: slot.paths.map((path) => compilePath(path, types)),
      keyOf,
      isSame: compileSameEntity(keyOf, keys, types),
      unite,
      rewriters: slot.outputRewrites.map((rewrite) => compileRewrite(rewrite, types)),
      renames,
      list: lists.indexOf(slot.variable),
      keys,
    };
  });
}
