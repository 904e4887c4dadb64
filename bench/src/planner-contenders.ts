import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type PlanNode as ReferenceNode, QueryPlanner as ReferencePlanner } from '@apollo/query-planner';
import { QueryPlanner as Addon, type PlanNode as AddonNode } from '@graphql-hive/router-query-planner';
import { type DocumentNode, parse, print } from 'graphql';
import { FederationPlanner } from '../../gateway/test/differential/federation-planner.ts';
import { type PlanCost, planCost } from '../../gateway/test/differential/plan-cost.ts';

/** A planner that is measured. */
export interface PlannerContender {
  readonly name: string;
  /** Loads a supergraph. */
  load(sdl: string): LoadedPlanner;
}

export interface LoadedPlanner {
  /** Plans an operation, and returns how to count the fetches of the plan. @throws Error if it finds no plan */
  plan(document: DocumentNode): () => PlanCost;
}

const ours: PlannerContender = {
  name: 'Cabildo',
  load: (sdl) => {
    const planner = new FederationPlanner({ document: parse(sdl, { noLocation: true }) });
    return {
      plan: (document) => {
        const plan = planner.plan(document);
        return () => planCost(plan);
      },
    };
  },
};

const reference: PlannerContender = {
  name: '@apollo/query-planner 2.14.4',
  load: (sdl) => {
    const supergraph = Supergraph.build(sdl);
    const planner = new ReferencePlanner(supergraph);
    return {
      plan: (document) => {
        const { node } = planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), document));
        return () => costOf(node as Tree | undefined);
      },
    };
  },
};

const noLabels = new Set<string>();

const addon: PlannerContender = {
  name: '@graphql-hive/router-query-planner 0.0.38',
  load: (sdl) => {
    const planner = new Addon(sdl);
    return {
      plan: (document) => {
        const { node } = planner.plan(print(document), undefined, noLabels, 0);
        return () => costOf(node as Tree | undefined);
      },
    };
  },
};

type Tree = Pick<ReferenceNode | AddonNode, 'kind'> & { readonly node?: Tree; readonly nodes?: readonly Tree[] };

function costOf(tree: Tree | undefined): PlanCost {
  if (!tree) return { stages: 0, fetches: 0 };
  const costs = (tree.nodes ?? (tree.node ? [tree.node] : [])).map(costOf);
  if (!costs.length) return { stages: 1, fetches: 1 };
  const stages = costs.map((it) => it.stages);
  return {
    stages: tree.kind === 'Sequence' ? stages.reduce((sum, it) => sum + it, 0) : Math.max(...stages),
    fetches: costs.reduce((sum, it) => sum + it.fetches, 0),
  };
}

export const plannerContenders: readonly PlannerContender[] = [ours, addon, reference];
