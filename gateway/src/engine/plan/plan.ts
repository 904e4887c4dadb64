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
