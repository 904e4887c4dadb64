import { type ArgumentNode, type DocumentNode, type FieldNode, type ObjectFieldNode, visit } from 'graphql';

/**
 * The document with every field spelled one way: `id: id` is `id`, and arguments, as the fields of input objects, come in
 * the order of their names. To the specification these are the same; to the planner they are not, which ends the process
 * where it is to make one fetch of both.
 */
export function spelledOneWay(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: { leave: spelled },
    ObjectValue: { leave: (node) => ({ ...node, fields: ordered(node.fields) }) },
  });
}

function spelled(field: FieldNode): FieldNode | undefined {
  const { name, alias, arguments: given = [] } = field;
  if (!alias && given.length < 2) return undefined;
  return { ...field, alias: alias?.value === name.value ? undefined : alias, arguments: ordered(given) };
}

const ordered = <T extends ArgumentNode | ObjectFieldNode>(nodes: readonly T[]): T[] =>
  nodes.toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1));
