import { type FieldNode, Kind, parse, type SelectionSetNode } from 'graphql';

/** The response keys at the top of a fetch's operation, or below one field of it, under the names that the client knows. */
export function responseKeys(
  operation: string,
  below: string | undefined,
  renames: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const selections = parse(operation, { noLocation: true }).definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? [node.selectionSet] : [],
  );
  const top = selections.flatMap(fieldsOf);
  const fields = below === undefined ? top : top.filter((field) => keyOf(field) === below).flatMap(childrenOf);
  return new Set(fields.map(keyOf).map((key) => renames.get(key) ?? key));
}

export function keyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

const childrenOf = (field: FieldNode): FieldNode[] => (field.selectionSet ? fieldsOf(field.selectionSet) : []);

function fieldsOf(set: SelectionSetNode): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet) : [];
  });
}
