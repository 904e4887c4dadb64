import type { SubgraphError, Transport } from '../transport.js';
import { call, faultOf, variablesWriter } from './call.js';
import { merge } from './merge.js';
import type { FetchPlan } from './plan.js';
import { responseKeys } from './response-keys.js';
import { compileRewrite, renamesOf } from './rewrites.js';
import type { Run, Step } from './run.js';
import type { TypeConditions } from './type-conditions.js';

/** Compiles a fetch of root fields. */
export function compileRootFetch(plan: FetchPlan, transport: Transport, types: TypeConditions): Step {
  const writeVariables = variablesWriter(plan.variables);
  const rewriters = plan.outputRewrites.map((rewrite) => compileRewrite(rewrite, types));
  const complain = compileComplaint(plan, transport.name);
  return async (run) => {
    const { data, errors, cause } = await call(plan, transport, `{${writeVariables(run.variables)}}`, run);
    for (const error of errors ?? []) complain(error, run, cause);
    if (!data) return;
    for (const rewrite of rewriters) rewrite(data);
    merge(run.data, data, types);
  };
}

function compileComplaint(plan: FetchPlan, service: string) {
  const renames = renamesOf(plan.outputRewrites);
  let keys: ReadonlySet<string> | undefined;
  return (error: SubgraphError, run: Run, cause: unknown): void => {
    if (error.path?.length) {
      run.faults.tell(faultOf(error, service, renamePath(error.path, renames)));
      return;
    }
    keys ??= responseKeys(plan.operation, undefined, renames);
    run.faults.fail(faultOf(error, service, undefined, cause), [{ object: run.data, keys }]);
  };
}

export function renamePath(
  path: readonly (string | number)[],
  renames: ReadonlyMap<string, string>,
): readonly (string | number)[] {
  if (!renames.size) return path;
  return path.map((step) => (typeof step === 'string' ? (renames.get(step) ?? step) : step));
}
