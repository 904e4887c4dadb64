// The plan model, independent of the planner that builds the plan.
import type { DocumentNode } from 'graphql';

export type PathSegment = { readonly field: string } | { readonly types: readonly string[] };
export type RewriteSegment = { readonly key: string } | { readonly types: readonly string[] };

export interface Rewrite {
  readonly path: readonly RewriteSegment[];
  readonly change: { readonly set: unknown } | { readonly rename: string };
}

export interface RequiredField {
  readonly kind: 'field';
  /** Where the value was fetched to. */
  readonly name: string;
  /** What the subgraph calls it, if not `name`. */
  readonly alias?: string;
  readonly selections?: readonly Required[];
}
export interface RequiredFragment {
  readonly kind: 'fragment';
  readonly type?: string;
  readonly selections: readonly Required[];
}
export type Required = RequiredField | RequiredFragment;

/** A variable that gets its value from an object above the entities (`@fromContext`). */
export interface ContextVariable {
  readonly name: string;
  /** How many segments of the slot's path lead to the object. */
  readonly depth: number;
  /** One field of the object, for each runtime type that it may have. */
  readonly selection: readonly Required[];
}

/** Entities that one field of the subgraph's operation resolves. */
export interface EntitySlot {
  /** `_entities`, or its alias where one operation resolves several lists. */
  readonly responseKey: string;
  /** The variable that takes the representations; slots may share one. */
  readonly variable: string;
  readonly paths: readonly (readonly PathSegment[])[];
  readonly requires: readonly Required[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
  /** Left out: none. A fetch that has some has one slot, with one path, and is sent once for each combination of values. */
  readonly contexts?: readonly ContextVariable[];
}

export interface FetchPlan {
  readonly kind: 'fetch';
  readonly service: string;
  readonly operationKind: 'query' | 'mutation';
  /** Text of the operation that is sent to the subgraph. */
  readonly operation: string;
  /** The same operation, parsed, without locations. */
  readonly document: DocumentNode;
  readonly operationName?: string;
  readonly variables: readonly string[];
  /** None: a fetch of root fields. */
  readonly entities: readonly EntitySlot[];
  /** The objects that the root fields are of. Left out: the root of the response. */
  readonly paths?: readonly (readonly PathSegment[])[];
  readonly outputRewrites: readonly Rewrite[];
}

export type Plan =
  | FetchPlan
  | { readonly kind: 'sequence' | 'parallel'; readonly nodes: readonly Plan[] }
  | { readonly kind: 'condition'; readonly variable: string; readonly ifTrue?: Plan; readonly ifFalse?: Plan };

/** The subgraphs that a plan may ask. */
export function servicesOf(plan: Plan): string[] {
  switch (plan.kind) {
    case 'fetch':
      return [plan.service];
    case 'condition':
      return [plan.ifTrue, plan.ifFalse].flatMap((branch) => (branch ? servicesOf(branch) : []));
    default:
      return plan.nodes.flatMap(servicesOf);
  }
}

/** Whether an entity may differ with the object above it. */
export function hasContexts(plan: Plan): boolean {
  switch (plan.kind) {
    case 'fetch':
      return plan.entities.some(({ contexts }) => contexts !== undefined);
    case 'condition':
      return [plan.ifTrue, plan.ifFalse].some((branch) => branch !== undefined && hasContexts(branch));
    default:
      return plan.nodes.some(hasContexts);
  }
}
