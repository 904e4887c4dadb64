import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';

/** The response keys at the top of a fetch's operation, or below one field of it, under the names that the client knows. */
export function responseKeys(
  { definitions }: DocumentNode,
  below: string | undefined,
  renames: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const fragments = new Map<string, SelectionSetNode>();
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node.selectionSet);
  const top = definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? fieldsOf(node.selectionSet, fragments) : [],
  );
  const fields =
    below === undefined
      ? top
      : top.flatMap((field) =>
          keyOf(field) === below && field.selectionSet ? fieldsOf(field.selectionSet, fragments) : [],
        );
  return new Set(fields.map(keyOf).map((key) => renames.get(key) ?? key));
}

export function keyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

/** The fields of a set, those of its fragments among them, whatever types these are on. */
export function fieldsOf(set: SelectionSetNode, fragments: ReadonlyMap<string, SelectionSetNode>): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value);
    return inner ? fieldsOf(inner, fragments) : [];
  });
}
