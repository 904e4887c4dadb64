import type { Plan } from './plan.js';

/** Another planner takes the place of ours by this interface. */
export interface Planner {
  /**
   * @param query a valid document with one operation that selects no introspection field
   * @returns undefined if nothing is to be fetched
   * @throws Error of the planner's own kind if it finds no plan
   */
  plan(query: string, operationName: string | undefined): Plan | undefined;
}
