// Adapter of Hive Router's planner: Rust, MIT, a prebuilt Node addon.
import {
  type EntityBatchAlias,
  type FetchNode,
  type FetchRewrite,
  type FlattenNodePathSegment,
  type PlanNode,
  QueryPlanner,
  type RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { parse } from 'graphql';
import type { Supergraph } from '../../../supergraph.js';
import { InternalFields } from '../../supergraph/internal-fields.js';
import type { EntitySlot, FetchPlan, PathSegment, Plan, Required, Rewrite } from '../plan.js';
import { membersOf, widened } from './interface-objects.js';
import { queryMerger } from './merged-query.js';
import { plannerNames } from './planner-names.js';
import { requiredKeys } from './required-keys.js';
import { singleKeys } from './single-keys.js';

type RawPath = readonly FlattenNodePathSegment[];

const noLabels = new Set<string>();

type MakePlan = (query: string, operationName: string | undefined) => Plan | undefined;

/** @throws Error of the addon if it cannot read the supergraph */
export function hivePlanner(supergraph: Supergraph): { readonly plan: MakePlan } {
  const first = planningSafely(supergraph);
  let merged: ((query: string) => string) | undefined;
  let byKeys: MakePlan | undefined;
  const mergedQuery = (query: string): string => {
    merged ??= queryMerger(supergraph);
    return merged(query);
  };
  const inOtherWays: readonly MakePlan[] = [
    // The planner loses its way where a place is selected twice, each time with fields of another subgraph.
    (query, operationName) => first(mergedQuery(query), operationName),
    (query, operationName) => {
      byKeys ??= planningByKeys(supergraph);
      return byKeys(mergedQuery(query), operationName);
    },
  ];
  return { plan: firstOf([first, ...inOtherWays]) };
}

/** The plan of the first that finds one, or the error of the very first. */
function firstOf([first, ...others]: readonly [MakePlan, ...MakePlan[]]): MakePlan {
  return (query, operationName) => {
    try {
      return first(query, operationName);
    } catch (error) {
      for (const other of others) {
        try {
          return other(query, operationName);
        } catch {
          // The error of the query as it came says most.
        }
      }
      throw error;
    }
  };
}

function planning(supergraph: Supergraph, ownName: (name: string) => string): MakePlan {
  const { sdl, nameOf } = plannerNames(supergraph);
  const planner = new QueryPlanner(sdl);
  const convert = converter((name) => ownName(nameOf(name)));
  const members = membersOf(supergraph.document);
  const internal = new InternalFields(supergraph);
  return (query, operationName) => {
    const { node } = planner.plan(query, operationName, noLabels, 0);
    return node && widened(convert(node, []), query, members, internal);
  };
}

/** A panic of the planner would end the process. */
function planningSafely(supergraph: Supergraph, ownName = (name: string) => name): MakePlan {
  const single = singleKeys(supergraph);
  return planning(single.supergraph, (name) => ownName(single.nameOf(name)));
}

/** For what cannot be planned otherwise: its plans ask a subgraph twice where one call would do. */
function planningByKeys(supergraph: Supergraph): MakePlan {
  const keys = requiredKeys(supergraph);
  if (keys) return planningSafely(keys.supergraph, keys.nameOf);
  return () => {
    throw new Error('No field of the supergraph requires another.');
  };
}

function converter(nameOf: (name: string) => string) {
  const convert = (node: PlanNode, path: RawPath): Plan => {
    switch (node.kind) {
      case 'Sequence':
        return { kind: 'sequence', nodes: node.nodes.map((child) => convert(child, path)) };
      case 'Parallel':
        return { kind: 'parallel', nodes: node.nodes.map((child) => convert(child, path)) };
      case 'Condition':
        return {
          kind: 'condition',
          variable: node.condition,
          ifTrue: node.ifClause && convert(node.ifClause, path),
          ifFalse: node.elseClause && convert(node.elseClause, path),
        };
      case 'Flatten':
        return convert(node.node, [...path, ...node.path]);
      case 'Fetch': {
        const rewritesOfRoot = node.requires ? undefined : node.outputRewrites;
        return fetchPlan(nameOf(node.serviceName), node, entitiesOf(node, path), rewritesOfRoot);
      }
      case 'BatchFetch':
        return fetchPlan(nameOf(node.serviceName), node, node.entityBatch.aliases.map(batchSlot), undefined);
      default:
        throw new Error(`The planner gave a node of kind ${node.kind}, which the engine does not run.`);
    }
  };
  return convert;
}

function fetchPlan(
  service: string,
  node: Omit<FetchNode, 'kind'>,
  entities: EntitySlot[],
  outputRewrites: FetchRewrite[] | undefined,
): FetchPlan {
  return {
    kind: 'fetch',
    service,
    operationKind: node.operationKind === 'mutation' ? 'mutation' : 'query',
    operation: node.operation,
    document: parse(node.operation, { noLocation: true }),
    operationName: node.operationName,
    variables: node.variableUsages ?? [],
    entities,
    outputRewrites: rewrites(outputRewrites),
  };
}

function entitiesOf(node: FetchNode, path: RawPath): EntitySlot[] {
  if (!node.requires) return [];
  return [
    {
      responseKey: '_entities',
      variable: 'representations',
      paths: [segments(path)],
      requires: node.requires.map(required),
      inputRewrites: rewrites(node.inputRewrites),
      outputRewrites: rewrites(node.outputRewrites),
    },
  ];
}

function batchSlot(alias: EntityBatchAlias): EntitySlot {
  return {
    responseKey: alias.alias,
    variable: alias.representationsVariableName,
    paths: alias.paths.map(segments),
    requires: alias.requires.map(required),
    inputRewrites: rewrites(alias.inputRewrites),
    outputRewrites: rewrites(alias.outputRewrites),
  };
}

// Lists are flattened as they are met, so their marks in the path say nothing.
function segments(path: RawPath): PathSegment[] {
  return path.flatMap((segment): PathSegment[] => {
    if (segment === '@') return [];
    return 'Field' in segment ? [{ field: segment.Field }] : [{ types: segment.TypeCondition }];
  });
}

function required(selection: RequiresSelection): Required {
  switch (selection.kind) {
    case 'Field': {
      const { name, alias, selections } = selection;
      return { kind: 'field', name, alias, selections: selections?.length ? selections.map(required) : undefined };
    }
    case 'InlineFragment':
      return { kind: 'fragment', type: selection.typeCondition, selections: selection.selections.map(required) };
    default:
      throw new Error('The planner gave a named fragment in a representation, which the engine does not write.');
  }
}

function rewrites(list: readonly FetchRewrite[] | undefined): Rewrite[] {
  return (list ?? []).map((raw) => {
    const body = 'ValueSetter' in raw ? raw.ValueSetter : 'KeyRenamer' in raw ? raw.KeyRenamer : raw;
    const path = body.path.map((step) => ('Key' in step ? { key: step.Key } : { types: [step.TypenameEquals].flat() }));
    return { path, change: 'renameKeyTo' in body ? { rename: body.renameKeyTo } : { set: body.setValueTo } };
  });
}
