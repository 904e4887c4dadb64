import type { Transport } from '../../subgraph/transport.js';
import type { FetchPlan, Plan } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { compileContextualFetch } from './contextual-fetch.js';
import { compileEntityFetch } from './entity-fetch.js';
import { compileNestedRootFetch } from './nested-root-fetch.js';
import { compileRootFetch } from './root-fetch.js';
import type { Execute } from './run.js';

export interface CompileContext {
  /** Name of a subgraph → its transport. */
  readonly transports: ReadonlyMap<string, Transport>;
  readonly types: TypeConditions;
}

interface PlanContext extends CompileContext {
  /** Whether equal entities at one path become one object. Not in a mutation, where equal keys may mean two states. */
  readonly shareEqualObjects: boolean;
}

/** Compiles a plan into a function that runs once per request. */
export function compilePlan(plan: Plan, context: PlanContext): Execute {
  switch (plan.kind) {
    case 'sequence':
      return inSeries(plan.nodes.map((node) => compilePlan(node, context)));
    case 'parallel':
      return inParallel(plan.nodes.map((node) => compilePlan(node, context)));
    case 'condition': {
      const ifTrue = plan.ifTrue && compilePlan(plan.ifTrue, context);
      const ifFalse = plan.ifFalse && compilePlan(plan.ifFalse, context);
      return (run) => (run.variables[plan.variable] ? ifTrue : ifFalse)?.(run);
    }
    case 'fetch':
      return compileFetch(plan, context);
  }
}

export function inSeries(parts: readonly Execute[]): Execute {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return async (run) => {
    for (const execute of parts) await execute(run);
  };
}

function inParallel(parts: readonly Execute[]): Execute {
  return async (run) => {
    await Promise.all(parts.map((execute) => execute(run)));
  };
}

function compileFetch(plan: FetchPlan, { transports, types, shareEqualObjects }: PlanContext): Execute {
  const transport = transports.get(plan.service);
  if (!transport) throw new Error(`The plan names subgraph "${plan.service}", which is not in the supergraph.`);
  if (plan.entities[0]?.contexts) return compileContextualFetch(plan, transport, { types });
  if (plan.entities.length) return compileEntityFetch(plan, transport, { types, shareEqualObjects });
  const { paths } = plan;
  return paths
    ? compileNestedRootFetch({ ...plan, paths }, transport, types)
    : compileRootFetch(plan, transport, types);
}
