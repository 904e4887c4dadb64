import type { DocumentNode } from 'graphql';
import type { Plan } from './plan.js';

/** Plans operations over one supergraph. Another planner can take the place of ours by this interface. */
export interface Planner {
  /**
   * @param document one operation, valid against the API schema, and its fragments; without @skip and @include
   * @param labels the labels of progressive `@override` that are active
   * @returns undefined if nothing has to be fetched
   * @throws Error if no plan exists
   */
  plan(document: DocumentNode, labels?: ReadonlySet<string>): Plan | undefined;
  /** The labels that the plan of an operation may depend on. Left out: none. */
  labelsOf?(document: DocumentNode): readonly string[];
}
