import { clientError } from '../../errors.js';
import type { Plan } from '../plan/plan.js';
import type { Planner } from '../plan/planner.js';
import { planChecker } from './plan-checker.js';

/**
 * Puts the checker in front of a planner: a plan that is not right is an error in place of a plan.
 * @returns wraps a planner of the supergraph
 */
export function checkedPlanner(supergraph: Parameters<typeof planChecker>[0]): (planner: Planner) => Planner {
  const check = planChecker(supergraph);
  return (planner) => ({
    /** @throws GraphQLError PLAN_INVALID, beside the errors of the planner */
    plan(document, labels): Plan | undefined {
      const plan = planner.plan(document, labels);
      const violation = check(document, plan, { labels });
      if (violation === undefined) return plan;
      throw clientError('PLAN_INVALID', `The plan of this operation is wrong and was not run. ${violation}`);
    },
    labelsOf: (document) => planner.labelsOf?.(document) ?? [],
  });
}
