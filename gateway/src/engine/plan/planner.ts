import type { Plan } from './plan.js';

/** Another planner takes the place of ours by this interface. */
export interface Planner {
  /**
   * @param query a valid document with one operation that selects no introspection field
   * @returns undefined if nothing is to be fetched
   * @throws Error of the planner's own kind if it finds no plan; GraphQLError for the client of what befell the planner
   */
  plan(query: string, operationName: string | undefined): Plan | undefined | Promise<Plan | undefined>;
  /** Fulfilled once it can plan; rejects if it cannot read the supergraph. Left out: it could as it was made. */
  readonly ready?: Promise<void>;
  /** Left out where it lives in this process, and can only be up. */
  readonly state?: PlannerState;
  close?(): Promise<void>;
}

export interface PlannerState {
  readonly status: 'up' | 'starting';
  readonly restarts: number;
  /** Plans that wait for their turn. */
  readonly waiting: number;
}
