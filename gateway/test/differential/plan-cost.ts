import type { Plan } from '../../src/engine/plan/plan.js';

export interface PlanCost {
  /** Fetches on the longest way through the plan. */
  readonly stages: number;
  readonly fetches: number;
}

export function planCost(plan: Plan | undefined): PlanCost {
  if (!plan) return { stages: 0, fetches: 0 };
  if (plan.kind === 'fetch') return { stages: 1, fetches: 1 };
  if (plan.kind === 'condition') throw new Error('A plan of an operation without conditions has a condition.');
  const costs = plan.nodes.map(planCost);
  const stages = costs.map((it) => it.stages);
  return {
    stages: plan.kind === 'sequence' ? stages.reduce((sum, it) => sum + it, 0) : Math.max(0, ...stages),
    fetches: costs.reduce((sum, { fetches }) => sum + fetches, 0),
  };
}
