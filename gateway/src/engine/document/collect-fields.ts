import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Fragment name → its definition. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** An inline fragment or a fragment spread that contains a field. */
export interface EnclosingFragment {
  readonly typeCondition: string | undefined;
  readonly hasDirectives: boolean;
  /** Whether the selection set that contains the fragment has no other selection. */
  readonly isOnlySelection: boolean;
}

export interface CollectedField {
  readonly node: FieldNode;
  /** From the outermost to the innermost. */
  readonly enclosing: readonly EnclosingFragment[];
}

/** Which selections `collectFields` enters; by default all. */
export interface FieldFilter {
  /** Whether @skip and @include keep a selection. */
  readonly includes?: (selection: SelectionNode) => boolean;
  readonly admitsType?: (typeCondition: string) => boolean;
}

/**
 * Returns the fields of selection sets and of the fragments in them: response key → fields with that key, in document
 * order. This is CollectFields of the GraphQL specification, section 6.3.2, with the filter left to the caller.
 */
export function collectFields(
  sets: readonly SelectionSetNode[],
  fragments: Fragments,
  filter: FieldFilter = {},
): Map<string, CollectedField[]> {
  const fields = new Map<string, CollectedField[]>();
  for (const set of sets) collectInto(fields, set, fragments, filter, []);
  return fields;
}

function collectInto(
  fields: Map<string, CollectedField[]>,
  { selections }: SelectionSetNode,
  fragments: Fragments,
  filter: FieldFilter,
  enclosing: readonly EnclosingFragment[],
): void {
  for (const selection of selections) {
    if (filter.includes && !filter.includes(selection)) continue;
    if (selection.kind === Kind.FIELD) {
      addTo(fields, responseKey(selection), { node: selection, enclosing });
      continue;
    }
    const { condition, selectionSet } = contentOf(selection, fragments);
    if (condition !== undefined && filter.admitsType && !filter.admitsType(condition)) continue;
    const fragment = {
      typeCondition: condition,
      hasDirectives: Boolean(selection.directives?.length),
      isOnlySelection: selections.length === 1,
    };
    collectInto(fields, selectionSet, fragments, filter, [...enclosing, fragment]);
  }
}

function contentOf(selection: Exclude<SelectionNode, FieldNode>, fragments: Fragments) {
  const { typeCondition, selectionSet } =
    selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)!;
  return { condition: typeCondition?.name.value, selectionSet };
}

function addTo(fields: Map<string, CollectedField[]>, key: string, field: CollectedField): void {
  const sameKey = fields.get(key);
  if (sameKey) sameKey.push(field);
  else fields.set(key, [field]);
}

/** The name of a field in the response: its alias if it has one. */
export function responseKey(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

/** The selection sets of fields that share a response key. */
export function selectionSetsOf(fields: readonly CollectedField[] | undefined): SelectionSetNode[] {
  return (fields ?? []).flatMap(({ node }) => node.selectionSet ?? []);
}

/** The selection sets at the root of a document's operations. */
export function rootSets({ definitions }: DocumentNode): SelectionSetNode[] {
  return definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node.selectionSet] : []));
}

export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}
