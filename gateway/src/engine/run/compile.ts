import type { Transport } from '../../subgraph/transport.js';
import type { FetchPlan, Plan } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { compileEntityFetch } from './entity-fetch.js';
import { compileRootFetch } from './root-fetch.js';
import type { Step } from './run.js';

export interface Site {
  readonly transports: ReadonlyMap<string, Transport>;
  readonly types: TypeConditions;
}

interface PlanSite extends Site {
  /** Whether equal objects at one path may become one. */
  readonly unite: boolean;
}

/** Compiles a plan into a step that is run once per request. */
export function compilePlan(plan: Plan, site: PlanSite): Step {
  switch (plan.kind) {
    case 'sequence':
      return inSeries(plan.nodes.map((node) => compilePlan(node, site)));
    case 'parallel':
      return atOnce(plan.nodes.map((node) => compilePlan(node, site)));
    case 'condition': {
      const yes = plan.ifTrue && compilePlan(plan.ifTrue, site);
      const no = plan.ifFalse && compilePlan(plan.ifFalse, site);
      return (run) => (run.variables[plan.variable] ? yes : no)?.(run);
    }
    case 'fetch':
      return compileFetch(plan, site);
  }
}

export function inSeries(steps: readonly Step[]): Step {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function atOnce(steps: readonly Step[]): Step {
  return async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
}

function compileFetch(plan: FetchPlan, { transports, types, unite }: PlanSite): Step {
  const transport = transports.get(plan.service);
  if (!transport) throw new Error(`The plan names subgraph "${plan.service}", which the supergraph does not.`);
  return plan.entities.length
    ? compileEntityFetch(plan, transport, { types, unite })
    : compileRootFetch(plan, transport, types);
}
