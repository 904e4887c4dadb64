import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import {
  type FetchNode,
  type PlanNode,
  QueryPlanner,
  type QueryPlanSelectionNode,
  type SubscriptionNode,
} from '@apollo/query-planner';
import { type DocumentNode, parse } from 'graphql';
import type { EntitySlot, FetchPlan, PathSegment, Plan, Required, Rewrite } from '../../src/engine/plan/plan.js';

/** The planner of the reference gateway, whose plans are given in our model. */
export class ReferencePlanner {
  readonly #supergraph: Supergraph;
  readonly #planner: QueryPlanner;

  constructor(supergraphSdl: string) {
    this.#supergraph = Supergraph.build(supergraphSdl);
    this.#planner = new QueryPlanner(this.#supergraph);
  }

  /** @throws Error if it finds no plan */
  plan(document: DocumentNode): Plan | undefined {
    const { node } = this.#planner.buildQueryPlan(operationFromDocument(this.#supergraph.apiSchema(), document));
    return node && planOf(node, []);
  }
}

function planOf(node: PlanNode | SubscriptionNode, path: readonly PathSegment[]): Plan {
  switch (node.kind) {
    case 'Fetch':
      return fetchOf(node, path);
    case 'Flatten':
      return planOf(node.node, [...path, ...node.path.flatMap(segmentOf)]);
    case 'Sequence':
      return { kind: 'sequence', nodes: node.nodes.map((it) => planOf(it, path)) };
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map((it) => planOf(it, path)) };
    default:
      throw new Error(`An operation without conditions has a plan with a node of kind ${node.kind}.`);
  }
}

function fetchOf(node: FetchNode, path: readonly PathSegment[]): FetchPlan {
  const slot: EntitySlot | undefined = node.requires && {
    responseKey: '_entities',
    variable: 'representations',
    paths: [path],
    requires: node.requires.map(requiredOf),
    inputRewrites: (node.inputRewrites ?? []).map(rewriteOf),
    outputRewrites: (node.outputRewrites ?? []).map(rewriteOf),
  };
  return {
    kind: 'fetch',
    service: node.serviceName,
    operationKind: node.operationKind === 'mutation' ? 'mutation' : 'query',
    operation: node.operation,
    document: parse(node.operation, { noLocation: true }),
    operationName: node.operationName,
    variables: node.variableUsages ?? [],
    entities: slot ? [slot] : [],
    outputRewrites: slot ? [] : (node.outputRewrites ?? []).map(rewriteOf),
  };
}

const segmentOf = (step: string | number): PathSegment[] => (step === '@' ? [] : [{ field: String(step) }]);

function requiredOf(node: QueryPlanSelectionNode): Required {
  if (node.kind === 'InlineFragment')
    return { kind: 'fragment', type: node.typeCondition, selections: node.selections.map(requiredOf) };
  const { name, alias, selections } = node;
  const fetchedAs = alias ?? name;
  return {
    kind: 'field',
    name: fetchedAs,
    alias: alias === undefined ? undefined : name,
    selections: selections?.map(requiredOf),
  };
}

type RawRewrite = NonNullable<FetchNode['inputRewrites']>[number];

function rewriteOf(raw: RawRewrite): Rewrite {
  const path = raw.path.map((step) => (step.startsWith('... on ') ? { types: [step.slice(7)] } : { key: step }));
  return { path, change: raw.kind === 'ValueSetter' ? { set: raw.setValueTo } : { rename: raw.renameKeyTo } };
}
