import { type DocumentNode, parse } from 'graphql';
import type { FetchPlan, Plan } from '../plan/plan.js';
import { assignmentsOf } from './assignments.js';
import { Coverage } from './coverage.js';
import { Exclusion } from './exclusion.js';
import { type FetchContext, type RunFetch, readFetch } from './fetch-run.js';
import { checkMutationOrder } from './mutation-order.js';
import { type Assignment, operationView } from './operation-view.js';
import { runPlan } from './plan-run.js';
import { SubgraphView } from './subgraph-view.js';
import { SupergraphView } from './supergraph-view.js';
import { emptyCase, SymbolicObject } from './symbolic-object.js';
import { Violation } from './violation.js';

export interface CheckOptions {
  readonly operationName?: string;
  /** The labels of progressive overrides that are active. Left out: a plan may use either owner of such a field. */
  readonly labels?: ReadonlySet<string>;
}

/**
 * Whether a plan is right: the first reason why it is not, in a sentence, or undefined.
 * @param operation valid against the API schema of the supergraph
 */
export type PlanCheck = (
  operation: DocumentNode | string,
  plan: Plan | undefined,
  options?: CheckOptions,
) => string | undefined;

/**
 * A checker of plans over a supergraph. It runs a plan symbolically: on objects of every runtime type that a response
 * may have, with the response key, field and arguments of every value that a fetch brings, and no values.
 */
export function planChecker(supergraph: { readonly document: DocumentNode }): PlanCheck {
  const whole = new SupergraphView(supergraph.document);
  const subgraphs = new Map([...whole.graphs].map(([graph, name]) => [name, new SubgraphView(name, graph, whole)]));
  return (operation, plan, { operationName, labels } = {}) => {
    const document = typeof operation === 'string' ? parse(operation) : operation;
    const client = operationView(document, operationName);
    const isActive = (label: string): boolean | undefined => labels?.has(label);
    try {
      const read = readOnce({ supergraph: whole, subgraphs, client, isActive });
      for (const assignment of assignmentsOf(document, plan))
        checkFor(assignment, plan, read, { supergraph: whole, subgraphs, client });
      return undefined;
    } catch (error) {
      if (error instanceof Violation) return error.message;
      throw error;
    }
  };
}

function readOnce(context: FetchContext): (fetch: FetchPlan) => RunFetch {
  const known = new Map<FetchPlan, RunFetch>();
  return (fetch) => {
    const run = known.get(fetch) ?? readFetch(fetch, context);
    known.set(fetch, run);
    return run;
  };
}

function checkFor(
  assignment: Assignment,
  plan: Plan | undefined,
  read: (fetch: FetchPlan) => RunFetch,
  { supergraph, subgraphs, client }: Pick<FetchContext, 'supergraph' | 'subgraphs' | 'client'>,
): void {
  const { operation, selectionSet } = client.node;
  const type = supergraph.schema.getRootType(operation)!.name;
  const root = new SymbolicObject([emptyCase([type])]);
  const fetched = runPlan(plan, root, assignment, read);
  if (operation === 'mutation') {
    const fields = client.collect([selectionSet], () => true, assignment);
    const sent = [...fields].filter(([, [node]]) => !node!.name.value.startsWith('__'));
    checkMutationOrder(
      sent.map(([key]) => key),
      fetched,
    );
  }
  new Coverage(supergraph, [...subgraphs.values()], client, assignment).check(root);
  new Exclusion(supergraph, client).check(root);
}
