import type { SubgraphError, Transport } from '../../subgraph/transport.js';
import { fetchedKeys } from '../document/fetched-keys.js';
import { failedResponse, ReceivedResponse, responseCheck } from '../fault/received-response.js';
import { renamePath } from '../fault/response-path.js';
import { executionErrorOf } from '../fault/subgraph-error.js';
import type { FetchPlan } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { call, variablesWriter } from './call.js';
import { lazy } from './lazy.js';
import { merge } from './merge.js';
import { compileRewrite, renamesOf } from './rewrites.js';
import type { Execute, Run } from './run.js';

/** Compiles a fetch of root fields. */
export function compileRootFetch(plan: FetchPlan, transport: Transport, types: TypeConditions): Execute {
  const { name: service } = transport;
  const writeVariables = variablesWriter(plan.variables);
  const rewriters = plan.outputRewrites.map((rewrite) => compileRewrite(rewrite, types));
  const renames = renamesOf(plan.outputRewrites);
  const keys = lazy(() => fetchedKeys(plan.document, undefined, renames));
  const addError = errorAdder(service, keys, renames);
  const check = responseCheck(plan, service, types, renames);
  return async (run) => {
    const { data, errors, cause } = await call(plan, transport, `{${writeVariables(run.variables)}}`, run);
    for (const error of errors ?? []) addError(error, run, cause);
    if (!data && errors?.[0])
      run.responses.push(failedResponse(service, errors[0], () => [...keys()].map((key) => [key])));
    if (!data) return;
    for (const rewrite of rewriters) rewrite(data);
    const received = new ReceivedResponse(
      service,
      (path) => [path],
      (strip) => check(data, strip),
    );
    run.responses.push(received);
    if (!merge(run.data, data, types, false)) return;
    // A value differs from an earlier one: whatever is valid in this response replaces it.
    received.strip();
    merge(run.data, data, types, true);
  };
}

function errorAdder(service: string, keys: () => ReadonlySet<string>, renames: ReadonlyMap<string, string>) {
  return (error: SubgraphError, run: Run, cause: unknown): void => {
    if (error.path?.length) run.errors.add(executionErrorOf(error, service, renamePath(error.path, renames)));
    else
      run.errors.addFetchFailure(executionErrorOf(error, service, undefined, cause), [
        { object: run.data, keys: keys() },
      ]);
  };
}
