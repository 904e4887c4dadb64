import type { FetchPlan, Plan } from '../plan/plan.js';
import type { RunFetch } from './fetch-run.js';
import type { Moment } from './moment.js';
import type { Assignment } from './operation-view.js';
import type { SymbolicObject } from './symbolic-object.js';

/** A fetch of root fields that has run. */
export interface RootFetched {
  readonly keys: readonly string[];
  readonly at: Moment;
}

/** Runs a plan for one assignment of the conditions' variables, in the order of its text. */
export function runPlan(
  plan: Plan | undefined,
  root: SymbolicObject,
  assignment: Assignment,
  read: (fetch: FetchPlan) => RunFetch,
): RootFetched[] {
  const fetched: RootFetched[] = [];
  const run = (node: Plan | undefined, at: Moment): void => {
    switch (node?.kind) {
      case 'fetch':
        fetched.push({ keys: read(node)(root, at, assignment), at });
        break;
      case 'condition':
        run(assignment.get(node.variable) ? node.ifTrue : node.ifFalse, at);
        break;
      case 'sequence':
      case 'parallel': {
        const { kind, nodes } = node;
        nodes.forEach((child, index) => {
          run(child, [...at, { kind, index }]);
        });
      }
    }
  };
  run(plan, []);
  return fetched;
}
