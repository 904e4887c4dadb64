import { REVISION_HEADER } from '@cabildo/kit/process';
import { stringifyExact } from '../../exact-json.js';
import type { Data } from '../../record.js';
import { type SubgraphError, type SubgraphResponse, type Transport, TransportError } from '../../subgraph/transport.js';
import type { FetchPlan } from '../plan/plan.js';

import type { Run } from './run.js';

/** Calls the subgraph of a fetch. A failed call returns a response with an error. */
export async function call(
  plan: FetchPlan,
  transport: Transport,
  variablesText: string,
  run: Run,
): Promise<SubgraphResponse & { cause?: unknown }> {
  if (run.excluded.has(plan.service)) return { data: null, errors: [mixedRevisions(plan.service)] };
  const isQuery = plan.operationKind === 'query';
  // A mutation runs at the newest revision.
  const revision = isQuery ? run.revisions.wanted(plan.service) : undefined;
  let response: SubgraphResponse & { cause?: unknown };
  try {
    response = await transport.send({
      query: plan.operation,
      operationName: plan.operationName,
      variablesText,
      headers: revision === undefined ? run.headers : { ...run.headers, [REVISION_HEADER]: revision },
      // A mutation is not cancelled when its client disconnects.
      caller: isQuery ? run.caller : undefined,
      deadline: run.deadline,
      mutation: !isQuery,
    });
  } catch (cause) {
    response = { data: null, errors: [transportError(transport.name, cause)], cause };
  }
  run.revisions.report(plan.service, response);
  return response;
}

const mixedRevisions = (name: string): SubgraphError => ({
  message: `Subgraph "${name}" responded at two revisions in every attempt. Send the request again.`,
  extensions: { code: 'REVISIONS_MIXED' },
});

function transportError(name: string, cause: unknown): SubgraphError {
  if (cause instanceof TransportError) return { message: cause.message, extensions: { code: cause.code } };
  return { message: `Subgraph "${name}" could not be reached.`, extensions: { code: 'SUBGRAPH_UNREACHABLE' } };
}

/** Compiles the JSON text of the variables that a fetch uses, without braces: `"a":1,"b":2`. */
export function variablesWriter(names: readonly string[]): (variables: Data) => string {
  const labels = names.map((name) => ({ name, label: `${JSON.stringify(name)}:` }));
  return (variables) => {
    let text = '';
    for (const { name, label } of labels) {
      const value = variables[name];
      // The client left the variable out, and so does the fetch.
      if (value !== undefined) text += `${text && ','}${label}${stringifyExact(value)}`;
    }
    return text;
  };
}
