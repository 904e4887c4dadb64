import type { Data } from '../../record.js';
import type { Transport } from '../../subgraph/transport.js';
import { fetchedKeys } from '../document/fetched-keys.js';
import { type CheckResponse, failedResponse, ReceivedResponse, responseCheck } from '../fault/received-response.js';
import type { FetchPlan } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { call, variablesWriter } from './call.js';
import { type CompiledSlot, EntityBatch } from './entity-batch.js';
import { addEntityErrors, EntityPaths, pathsWithin } from './entity-errors.js';
import { compileKeys, type EntityKeys } from './entity-key.js';
import { lazy } from './lazy.js';
import { addTypenames, type EntityResponse, mergeEntities, rejectInvalidEntities } from './merge-entities.js';
import { compilePath } from './paths.js';
import { compileRewrite, renamesOf } from './rewrites.js';
import type { Execute } from './run.js';
import { compileSameEntity } from './same-entity.js';

interface EntityFetchContext {
  readonly types: TypeConditions;
  /** Whether equal entities at one path become one object. */
  readonly shareEqualObjects: boolean;
  /** Whether an entity is fetched; left out: each is. */
  readonly isIncluded?: (entity: Data) => boolean;
}

/** Compiles an entity fetch: collect entities, request each distinct one once, merge the response into them. */
export function compileEntityFetch(plan: FetchPlan, transport: Transport, context: EntityFetchContext): Execute {
  const { name: service } = transport;
  const { types } = context;
  const lists = [...new Set(plan.entities.map(({ variable }) => variable))];
  const slots = compileSlots(plan, lists, context);
  const writeVariables = variablesWriter(plan.variables);
  const check = responseCheck(plan, service, types, new Map(slots.flatMap(({ renames }) => [...renames])));
  const labels = lists.map((variable) => `${JSON.stringify(variable)}:`);
  return async (run) => {
    const batch = new EntityBatch(slots, lists.length, run);
    if (batch.isEmpty) return;
    const representations = labels.map((label, list) => label + batch.listText(list)).join(',');
    const variables = writeVariables(run.variables);
    const variablesText = `{${representations}${variables && ','}${variables}}`;
    const { data, errors, cause } = await call(plan, transport, variablesText, run);
    const error = errors?.[0];
    const response = { service, slots, batch, run, types, hasErrors: Boolean(error) };
    if (error) addEntityErrors(errors!, response, cause);
    if (data) mergeData(data, response, check);
    if (error && slots.some(({ plan }) => !data?.[plan.responseKey]))
      run.responses.push(failedResponse(service, error, pathsWithin(new EntityPaths(response))));
  };
}

function mergeData(data: Data, response: EntityResponse, check: CheckResponse): void {
  const { service, slots, run } = response;
  for (const { plan, rewriters } of slots) for (const rewrite of rewriters) rewrite(data[plan.responseKey]);
  const errors = rejectInvalidEntities(data, response);
  if (errors.length) addEntityErrors(errors, response);
  const paths = new EntityPaths(response);
  const checkData = (strip: boolean) => {
    addTypenames(data, response);
    return check(data, strip);
  };
  const received = new ReceivedResponse(service, (path) => paths.below(path), checkData);
  run.responses.push(received);
  if (!mergeEntities(data, response, false)) return;
  // A value differs from an earlier one: whatever is valid in this response replaces it.
  received.strip();
  mergeEntities(data, response, true);
}

function compileSlots(plan: FetchPlan, lists: readonly string[], context: EntityFetchContext): CompiledSlot[] {
  const { types, shareEqualObjects, isIncluded } = context;
  return plan.entities.map((slot) => {
    const renames = renamesOf(slot.outputRewrites);
    const keysOf = compileKeys(slot, types);
    const keyOf: EntityKeys = isIncluded ? (entity) => (isIncluded(entity) ? keysOf(entity) : undefined) : keysOf;
    const keys = lazy(() => fetchedKeys(plan.document, slot.responseKey, renames));
    return {
      plan: slot,
      paths: slot.paths.map((path) => compilePath(path, types)),
      keyOf,
      isSame: compileSameEntity(keyOf, keys, types),
      shareEqualObjects,
      rewriters: slot.outputRewrites.map((rewrite) => compileRewrite(rewrite, types)),
      renames,
      list: lists.indexOf(slot.variable),
      keys,
    };
  });
}
