import { type DocumentNode, type FieldNode, Kind, parse, print, type ValueNode, validate } from 'graphql';
import type { EntitySlot, FetchPlan } from '../plan/plan.js';
import { casesAt } from './cases-at.js';
import { pathText, runSlot } from './entity-fetch-run.js';
import type { Moment } from './moment.js';
import { type Assignment, type OperationView, operationView } from './operation-view.js';
import { applyRewrite } from './rewrite-run.js';
import { SelectionReader } from './selection-reader.js';
import type { SubgraphView } from './subgraph-view.js';
import type { SupergraphView } from './supergraph-view.js';
import { SymbolicObject } from './symbolic-object.js';
import { checkVariables } from './variables-check.js';
import { violation } from './violation.js';

export interface FetchContext {
  readonly supergraph: SupergraphView;
  readonly subgraphs: ReadonlyMap<string, SubgraphView>;
  readonly client: OperationView;
  readonly isActive: (label: string) => boolean | undefined;
}

/** What a fetch does, for one assignment of the conditions' variables. */
export type RunFetch = (root: SymbolicObject, at: Moment, assignment: Assignment) => readonly string[];

/**
 * Reads a fetch and checks what does not depend on other fetches.
 * @returns runs it, and returns the root fields that it requests, in order
 * @throws Violation
 */
export function readFetch(fetch: FetchPlan, context: FetchContext): RunFetch {
  const { supergraph, client, isActive } = context;
  const subgraph = context.subgraphs.get(fetch.service);
  if (!subgraph) violation(`The supergraph has no subgraph "${fetch.service}".`);
  const document = parsed(fetch, subgraph);
  const operation = operationView(document, fetch.operationName);
  checkKind(fetch, operation, client);
  checkVariables(fetch, operation.node, client.node);
  const rootType = subgraph.schema.getRootType(operation.node.operation);
  if (!rootType) violation(`Subgraph "${subgraph.name}" has no ${operation.node.operation}.`);
  return (root, at, assignment) => {
    const reader = new SelectionReader({ supergraph, subgraph, operation, assignment, at, isActive });
    const { paths } = fetch;
    if (paths) return runNestedRoot({ ...fetch, paths }, rootType.name, root, reader);
    if (!fetch.entities.length) return runRoot(fetch, rootType.name, root, reader);
    const fields = operation.collect([operation.node.selectionSet], () => true, assignment);
    for (const [key, nodes] of fields)
      if (!fetch.entities.some(({ responseKey }) => responseKey === key))
        violation(`The fetch from subgraph "${subgraph.name}" requests ${print(nodes[0]!.name)} beside entities.`);
    for (const slot of fetch.entities) {
      const nodes = fields.get(slot.responseKey);
      if (!nodes) continue;
      checkEntities(slot, nodes);
      runSlot(slot, nodes, root, reader);
    }
    return [];
  };
}

function parsed({ operation, document: given, service }: FetchPlan, { schema }: SubgraphView): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(operation);
  } catch (error) {
    violation(`The operation for subgraph "${service}" is not GraphQL: ${(error as Error).message}`);
  }
  if (print(document) !== print(given))
    violation(`The text and the document of a fetch from subgraph "${service}" differ.`);
  const [error] = validate(schema, document);
  if (error) violation(`The operation for subgraph "${service}" is not valid there: ${error.message}`);
  return document;
}

function checkKind(
  { operationKind, service, entities, paths }: FetchPlan,
  { node }: OperationView,
  client: OperationView,
): void {
  if (node.operation !== operationKind)
    violation(`The fetch from subgraph "${service}" is a ${operationKind}, its operation a ${node.operation}.`);
  const wanted = entities.length || paths ? 'query' : client.node.operation;
  if (node.operation !== wanted)
    violation(`The fetch from subgraph "${service}" is a ${node.operation} where a ${wanted} is needed.`);
}

function runRoot(fetch: FetchPlan, type: string, root: SymbolicObject, reader: SelectionReader): readonly string[] {
  const { supergraph, operation, assignment } = reader.context;
  const sets = [operation.node.selectionSet];
  const fetched = reader.read(type, sets, { provided: [], path: '' });
  for (const rewrite of fetch.outputRewrites) applyRewrite(rewrite, fetched, supergraph);
  root.merge(fetched, '');
  const keys = [...operation.collect(sets, () => true, assignment)].filter(
    ([, [node]]) => node!.name.value !== '__typename',
  );
  const renames = new Map(
    fetch.outputRewrites.flatMap(({ path: [step, ...rest], change }): [string, string][] =>
      step && 'key' in step && !rest.length && 'rename' in change ? [[step.key, change.rename]] : [],
    ),
  );
  return keys.map(([key]) => renames.get(key) ?? key);
}

/** Root fields of objects of the query type below the root: each object gets what is fetched. */
function runNestedRoot(
  fetch: FetchPlan & { readonly paths: NonNullable<FetchPlan['paths']> },
  type: string,
  root: SymbolicObject,
  reader: SelectionReader,
): readonly string[] {
  const { supergraph, operation, at } = reader.context;
  for (const steps of fetch.paths) {
    const path = pathText(steps);
    for (const { object, each } of casesAt(steps, root, at, supergraph)) {
      if (![...each.types].every((it) => it === type)) violation(`${path} is not of the type ${type}.`);
      const fetched = reader.read(type, [operation.node.selectionSet], { provided: [], path });
      for (const rewrite of fetch.outputRewrites) applyRewrite(rewrite, fetched, supergraph);
      object.merge(fetched, path);
    }
  }
  return [];
}

function checkEntities({ variable, responseKey }: EntitySlot, [node]: readonly FieldNode[]): void {
  const given: ValueNode | undefined = node?.arguments?.find(({ name }) => name.value === 'representations')?.value;
  if (node?.name.value !== '_entities') violation(`"${responseKey}" of a fetch of entities is not _entities.`);
  if (given?.kind !== Kind.VARIABLE || given.name.value !== variable)
    violation(`"${responseKey}" of a fetch of entities does not take its representations from $${variable}.`);
}
