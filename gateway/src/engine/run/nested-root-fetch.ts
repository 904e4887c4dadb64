import type { Data } from '../../record.js';
import type { Transport } from '../../subgraph/transport.js';
import { fetchedKeys } from '../document/fetched-keys.js';
import { failedResponse, ReceivedResponse, responseCheck } from '../fault/received-response.js';
import { type ResponsePath, renamePath } from '../fault/response-path.js';
import { executionErrorOf } from '../fault/subgraph-error.js';
import type { FetchPlan, PathSegment } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { call, variablesWriter } from './call.js';
import { lazy } from './lazy.js';
import { copy, merge } from './merge.js';
import { type CompiledPath, compilePath } from './paths.js';
import { compileRewrite, renamesOf } from './rewrites.js';
import type { Execute, Run } from './run.js';

/**
 * Compiles a fetch of root fields whose objects are below the root: `{ viewer { query { towns { name } } } }`. The
 * subgraph is called once, and each object gets a copy of the response.
 */
export function compileNestedRootFetch(
  plan: FetchPlan & { readonly paths: readonly (readonly PathSegment[])[] },
  transport: Transport,
  types: TypeConditions,
): Execute {
  const { name: service } = transport;
  const paths = plan.paths.map((path) => compilePath(path, types));
  const writeVariables = variablesWriter(plan.variables);
  const rewriters = plan.outputRewrites.map((rewrite) => compileRewrite(rewrite, types));
  const renames = renamesOf(plan.outputRewrites);
  const keys = lazy(() => fetchedKeys(plan.document, undefined, renames));
  const check = responseCheck(plan, service, types, renames);
  return async (run) => {
    const objects = objectsAt(paths, run);
    if (!objects.size) return;
    const { data, errors, cause } = await call(plan, transport, `{${writeVariables(run.variables)}}`, run);
    const places = lazy(() => paths.flatMap((path) => path.locate(run.data).map((it) => it.path)));
    const below = (path: ResponsePath) => places().map((at) => [...at, ...renamePath(path, renames)]);
    for (const error of errors ?? []) {
      if (error.path?.length)
        for (const path of below(error.path)) run.errors.add(executionErrorOf(error, service, path));
      else
        run.errors.addFetchFailure(
          executionErrorOf(error, service, undefined, cause),
          [...objects].map((object) => ({ object, keys: keys() })),
        );
    }
    if (!data && errors?.[0])
      run.responses.push(failedResponse(service, errors[0], () => [...keys()].flatMap((key) => below([key]))));
    if (!data) return;
    for (const rewrite of rewriters) rewrite(data);
    run.responses.push(new ReceivedResponse(service, below, (strip) => check(data, strip)));
    for (const object of objects) merge(object, copy(data) as Data, types, false);
  };
}

function objectsAt(paths: readonly CompiledPath[], { data }: Run): ReadonlySet<Data> {
  const objects = new Set<Data>();
  for (const path of paths)
    path.visit(data, (object) => {
      objects.add(object);
      return object;
    });
  return objects;
}
