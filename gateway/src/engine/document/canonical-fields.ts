import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  type ObjectFieldNode,
  type ObjectValueNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Writes equal fields in the same way: `id: id` becomes `id`; arguments and fields of input objects are sorted by name.
 * The Rust planner compares fields as text, and panics when it merges two spellings of one field into one fetch.
 * The order of an object in a custom scalar is kept, since it may have a meaning.
 */
export function withCanonicalFields(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const info = new TypeInfo(schema);
  const canonicalObject = (node: ObjectValueNode): ObjectValueNode | undefined =>
    isInputObjectType(getNamedType(info.getInputType())) ? { ...node, fields: sortedByName(node.fields) } : undefined;
  return visit(visit(document, visitWithTypeInfo(info, { ObjectValue: { leave: canonicalObject } })), {
    Field: { leave: canonicalField },
  });
}

function canonicalField(field: FieldNode): FieldNode | undefined {
  const { name, alias, arguments: args = [] } = field;
  if (!alias && args.length < 2) return undefined;
  return { ...field, alias: alias?.value === name.value ? undefined : alias, arguments: sortedByName(args) };
}

const sortedByName = <T extends ArgumentNode | ObjectFieldNode>(nodes: readonly T[]): T[] =>
  nodes.toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1));
