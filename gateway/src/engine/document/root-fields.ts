import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
} from 'graphql';
import { keyOf } from './response-keys.js';
import type { Fragments } from './selection.js';

type Wanted = (field: FieldNode) => boolean;

export const isIntrospection: Wanted = ({ name }) => name.value === '__schema' || name.value === '__type';
export const isFetched: Wanted = ({ name }) => !name.value.startsWith('__');

/** The root fields of an operation, in order, through every fragment. */
export function rootFields(operation: OperationDefinitionNode, fragments: Fragments): FieldNode[] {
  return fieldsOf(operation.selectionSet, fragments);
}

function fieldsOf(set: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
    return fieldsOf(inner.selectionSet, fragments);
  });
}

/** A document of the operation with only the wanted root fields, and the fragments that those use. */
export function documentOf(operation: OperationDefinitionNode, fragments: Fragments, wanted: Wanted): DocumentNode {
  const selectionSet = keep(operation.selectionSet, fragments, wanted);
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet }, ...fragments.values()],
  };
  return separateOperations(document)[operation.name?.value ?? '']!;
}

function keep(set: SelectionSetNode, fragments: Fragments, wanted: Wanted): SelectionSetNode {
  return { ...set, selections: set.selections.flatMap((selection) => keepSelection(selection, fragments, wanted)) };
}

function keepSelection(selection: SelectionNode, fragments: Fragments, wanted: Wanted): SelectionNode[] {
  if (selection.kind === Kind.FIELD) return wanted(selection) ? [selection] : [];
  const { typeCondition, selectionSet } =
    selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
  const kept = keep(selectionSet, fragments, wanted);
  if (!kept.selections.length) return [];
  return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives: selection.directives, selectionSet: kept }];
}

/**
 * The queries to plan for an operation. A mutation is planned a root field at a time: its fields happen in series,
 * each with everything that it selects, before the next one begins.
 */
export function queriesToPlan(operation: OperationDefinitionNode, fragments: Fragments): string[] {
  const keys = new Set(rootFields(operation, fragments).filter(isFetched).map(keyOf));
  if (!keys.size) return [];
  if (operation.operation === 'query' || keys.size === 1) return [print(documentOf(operation, fragments, isFetched))];
  return [...keys].map((key) => print(documentOf(operation, fragments, (f) => isFetched(f) && keyOf(f) === key)));
}
