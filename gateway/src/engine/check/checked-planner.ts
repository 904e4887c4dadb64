import { clientError } from '../../errors.js';
import type { Plan } from '../plan/plan.js';
import type { Planner } from '../plan/planner.js';
import { planChecker } from './plan-checker.js';

/** A planner whose plans are checked before they are returned. */
export function checkedPlanner(planner: Planner, supergraph: Parameters<typeof planChecker>[0]): Planner {
  const check = planChecker(supergraph);
  const plan = async (query: string, operationName: string | undefined): Promise<Plan | undefined> => {
    const made = await planner.plan(query, operationName);
    const violation = check(query, made, { operationName });
    if (violation === undefined) return made;
    throw clientError('PLAN_INVALID', `The plan of the operation is wrong and was not run: ${violation}`);
  };
  return {
    plan,
    ready: planner.ready,
    get state() {
      return planner.state;
    },
    close: async () => planner.close?.(),
  };
}
