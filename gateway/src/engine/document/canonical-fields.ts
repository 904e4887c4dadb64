import { type ArgumentNode, type DocumentNode, type FieldNode, type ObjectFieldNode, visit } from 'graphql';

/**
 * Writes equal fields in the same way: `id: id` becomes `id`; arguments and fields of input objects are sorted by name.
 * The Rust planner compares fields as text, and panics when it merges two spellings of one field into one fetch.
 */
export function withCanonicalFields(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: { leave: canonicalField },
    ObjectValue: { leave: (node) => ({ ...node, fields: sortedByName(node.fields) }) },
  });
}

function canonicalField(field: FieldNode): FieldNode | undefined {
  const { name, alias, arguments: args = [] } = field;
  if (!alias && args.length < 2) return undefined;
  return { ...field, alias: alias?.value === name.value ? undefined : alias, arguments: sortedByName(args) };
}

const sortedByName = <T extends ArgumentNode | ObjectFieldNode>(nodes: readonly T[]): T[] =>
  nodes.toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1));
