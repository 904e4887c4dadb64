import { REVISION_HEADER } from '@cabildo/kit/process';
import type { Data } from '../../record.js';
import { type SubgraphError, type SubgraphResponse, type Transport, TransportError } from '../../subgraph/transport.js';
import type { Fault } from '../fault/faults.js';
import type { FetchPlan } from '../plan/plan.js';
import type { AnswerPath } from './paths.js';
import type { Run } from './run.js';

/** Sends one call of a plan's fetch. A subgraph that cannot be reached has answered with an error, too. */
export async function call(
  plan: FetchPlan,
  transport: Transport,
  variablesText: string,
  run: Run,
): Promise<SubgraphResponse & { cause?: unknown }> {
  const isQuery = plan.operationKind === 'query';
  // What a mutation has just done is read at the newest revision.
  const revision = isQuery ? run.revisions.wanted(plan.service) : undefined;
  let answer: SubgraphResponse & { cause?: unknown };
  try {
    answer = await transport.send({
      query: plan.operation,
      operationName: plan.operationName,
      variablesText,
      headers: revision === undefined ? run.headers : { ...run.headers, [REVISION_HEADER]: String(revision) },
      // A mutation that has begun is not cut short because its client left.
      caller: isQuery ? run.caller : undefined,
      deadline: run.deadline,
      mutation: !isQuery,
    });
  } catch (cause) {
    answer = { data: null, errors: [transportError(transport.name, cause)], cause };
  }
  run.revisions.report(plan.service, answer);
  return answer;
}

function transportError(name: string, cause: unknown): SubgraphError {
  if (cause instanceof TransportError) return { message: cause.message, extensions: { code: cause.code } };
  return { message: `Subgraph "${name}" could not be reached.`, extensions: { code: 'SUBGRAPH_UNREACHABLE' } };
}

export function faultOf(error: SubgraphError, service: string, path?: AnswerPath, cause?: unknown): Fault {
  // `http` would let a subgraph set the status of the whole answer; the others carry its stack.
  const { http, stacktrace, exception, ...extensions } = error.extensions ?? {};
  return {
    message: error.message,
    path,
    extensions: { code: 'SUBGRAPH_ERROR', ...extensions, serviceName: service },
    cause,
  };
}

/** Compiles `"a":1,"b":2` of the variables that a fetch uses; those that the client left out stay out. */
export function variablesWriter(names: readonly string[]): (variables: Data) => string {
  const labels = names.map((name) => ({ name, label: `${JSON.stringify(name)}:` }));
  return (variables) => {
    let text = '';
    for (const { name, label } of labels) {
      const value = variables[name];
      if (value !== undefined) text += `${text && ','}${label}${JSON.stringify(value)}`;
    }
    return text;
  };
}
