import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
} from 'graphql';
import { collectFields, type Fragments, fragmentsOf, rootSets } from './collect-fields.js';
import { operationOf } from './selected-operation.js';

type FieldTest = (field: FieldNode) => boolean;

export const isIntrospection: FieldTest = ({ name }) => name.value === '__schema' || name.value === '__type';

/** The root fields of an operation, in order, those of fragments included. */
export function rootFields(document: DocumentNode): FieldNode[] {
  const fields = collectFields(rootSets(document), fragmentsOf(document));
  return [...fields.values()].flatMap((sameKey) => sameKey.map(({ node }) => node));
}

/** Returns the document with those of its root fields that pass the test, and the fragments that these use. */
export function withRootFields(document: DocumentNode, test: FieldTest): DocumentNode {
  const operation = operationOf(document);
  const fragments = fragmentsOf(document);
  const selectionSet = filterSet(operation.selectionSet, fragments, test);
  const filtered: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet }, ...fragments.values()],
  };
  return separateOperations(filtered)[operation.name?.value ?? '']!;
}

function filterSet(set: SelectionSetNode, fragments: Fragments, test: FieldTest): SelectionSetNode {
  return { ...set, selections: set.selections.flatMap((selection) => filterSelection(selection, fragments, test)) };
}

function filterSelection(selection: SelectionNode, fragments: Fragments, test: FieldTest): SelectionNode[] {
  if (selection.kind === Kind.FIELD) return test(selection) ? [selection] : [];
  const { typeCondition, selectionSet } =
    selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
  const filtered = filterSet(selectionSet, fragments, test);
  if (!filtered.selections.length) return [];
  return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives: selection.directives, selectionSet: filtered }];
}
