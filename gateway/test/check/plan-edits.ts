// Small changes of plans, of which wrong plans are made.
import { type DocumentNode, type FieldNode, Kind, parse, print, type SelectionNode, visit } from 'graphql';
import type { EntitySlot, FetchPlan, Plan, Required } from '../../src/engine/plan/plan.js';

export function fetchesOf(plan: Plan): FetchPlan[] {
  switch (plan.kind) {
    case 'fetch':
      return [plan];
    case 'condition':
      return [plan.ifTrue, plan.ifFalse].flatMap((it) => (it ? fetchesOf(it) : []));
    default:
      return plan.nodes.flatMap(fetchesOf);
  }
}

/** The plan with another node in place of one; undefined takes it out. */
export function replaced(plan: Plan, old: Plan, by: Plan | undefined): Plan | undefined {
  if (plan === old) return by;
  switch (plan.kind) {
    case 'fetch':
      return plan;
    case 'condition':
      return {
        ...plan,
        ifTrue: plan.ifTrue && replaced(plan.ifTrue, old, by),
        ifFalse: plan.ifFalse && replaced(plan.ifFalse, old, by),
      };
    default:
      return { ...plan, nodes: plan.nodes.flatMap((it) => replaced(it, old, by) ?? []) };
  }
}

export function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.kind === 'sequence' || plan.kind === 'parallel' ? plan.nodes.flatMap(nodesOf) : [])];
}

/** Variables and fragments that are no longer used go, so that the operation stays valid. */
export function withOperation(fetch: FetchPlan, change: (document: DocumentNode) => DocumentNode): FetchPlan {
  const document = tidied(change(parse(fetch.operation, { noLocation: true })));
  const used = namesOf(document).variables;
  return { ...fetch, operation: print(document), document, variables: fetch.variables.filter((it) => used.has(it)) };
}

function tidied(document: DocumentNode): DocumentNode {
  const used = namesOf(document);
  const kept = visit(document, {
    VariableDefinition: (node) => (used.variables.has(node.variable.name.value) ? false : null),
    FragmentDefinition: (node) => (used.fragments.has(node.name.value) ? undefined : null),
  });
  return print(kept) === print(document) ? document : tidied(kept);
}

function namesOf(document: DocumentNode): { readonly variables: Set<string>; readonly fragments: Set<string> } {
  const [variables, fragments] = [new Set<string>(), new Set<string>()];
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void variables.add(name.value),
    FragmentSpread: ({ name }) => void fragments.add(name.value),
  });
  return { variables, fragments };
}

export const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/** Every field of a document that a subgraph resolves from data, in order. */
export function fieldsOf(document: DocumentNode): FieldNode[] {
  const fields: FieldNode[] = [];
  visit(document, { Field: (field) => void (field.name.value !== '_entities' && fields.push(field)) });
  return fields;
}

/** Replaces selections one by one; null takes one out, and what is then empty as well. */
export function withSelections(
  fetch: FetchPlan,
  change: (selection: SelectionNode) => SelectionNode | null | undefined,
): FetchPlan {
  return withOperation(fetch, (document) =>
    visit(document, {
      Field: (node) => change(node),
      InlineFragment: (node) => change(node),
      FragmentSpread: (node) => change(node),
    }),
  );
}

/** Takes one field out, and what has no selections left without it. */
export function withoutField(fetch: FetchPlan, field: FieldNode): FetchPlan {
  const text = print(field);
  let done = false;
  return withOperation(fetch, (document) =>
    visit(document, {
      Field: {
        enter: (node) => {
          if (done || print(node) !== text) return undefined;
          done = true;
          return null;
        },
        leave: (node) => (node.selectionSet?.selections.length === 0 ? null : undefined),
      },
      InlineFragment: { leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined) },
    }),
  );
}

export function withSlot(fetch: FetchPlan, old: EntitySlot, by: EntitySlot): FetchPlan {
  return { ...fetch, entities: fetch.entities.map((it) => (it === old ? by : it)) };
}

/** The fields of a representation, without fragments and what is inside of objects. */
export function requiredFields(list: readonly Required[]): (Required & { kind: 'field' })[] {
  return list.flatMap((it) => (it.kind === 'field' ? [it] : requiredFields(it.selections)));
}

/** Replaces fields of a representation; an empty list takes one out. */
export function withRequired(
  list: readonly Required[],
  change: (field: Required & { kind: 'field' }) => readonly Required[],
): Required[] {
  return list.flatMap((it) =>
    it.kind === 'field' ? change(it) : [{ ...it, selections: withRequired(it.selections, change) }],
  );
}

export const isField = (node: { readonly kind: string }): node is FieldNode => node.kind === Kind.FIELD;
