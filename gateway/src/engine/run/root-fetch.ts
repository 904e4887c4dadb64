import type { SubgraphError, Transport } from '../../subgraph/transport.js';
import { responseKeys } from '../document/response-keys.js';
import { inspector, nothingTaken, Taken } from '../fault/taken.js';
import type { FetchPlan } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { call, faultOf, variablesWriter } from './call.js';
import { lazily } from './lazily.js';
import { merge } from './merge.js';
import { compileRewrite, renamesOf } from './rewrites.js';
import type { Run, Step } from './run.js';

/** Compiles a fetch of root fields. */
export function compileRootFetch(plan: FetchPlan, transport: Transport, types: TypeConditions): Step {
  const writeVariables = variablesWriter(plan.variables);
  const rewriters = plan.outputRewrites.map((rewrite) => compileRewrite(rewrite, types));
  const renames = renamesOf(plan.outputRewrites);
  const keys = lazily(() => responseKeys(plan.document, undefined, renames));
  const complain = compileComplaint(transport.name, keys, renames);
  const inspect = inspector(plan, transport.name, types, renames);
  return async (run) => {
    const { data, errors, cause } = await call(plan, transport, `{${writeVariables(run.variables)}}`, run);
    for (const error of errors ?? []) complain(error, run, cause);
    if (!data && errors?.[0])
      run.taken.push(nothingTaken(transport.name, errors[0], () => [...keys()].map((key) => [key])));
    if (!data) return;
    for (const rewrite of rewriters) rewrite(data);
    const taken = new Taken(
      transport.name,
      (path) => [path],
      (strips) => inspect(data, strips),
    );
    run.taken.push(taken);
    if (!merge(run.data, data, types, false)) return;
    taken.strip();
    merge(run.data, data, types, true);
  };
}

function compileComplaint(service: string, keys: () => ReadonlySet<string>, renames: ReadonlyMap<string, string>) {
  return (error: SubgraphError, run: Run, cause: unknown): void => {
    if (error.path?.length) {
      run.faults.tell(faultOf(error, service, renamePath(error.path, renames)));
      return;
    }
    run.faults.fail(faultOf(error, service, undefined, cause), [{ object: run.data, keys: keys() }]);
  };
}

export function renamePath(
  path: readonly (string | number)[],
  renames: ReadonlyMap<string, string>,
): readonly (string | number)[] {
  if (!renames.size) return path;
  return path.map((step) => (typeof step === 'string' ? (renames.get(step) ?? step) : step));
}
