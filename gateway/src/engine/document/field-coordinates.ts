import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql';

/** The schema coordinates of the fields that a valid document selects, such as `Municipality.name`, each once. */
export function fieldCoordinates(document: DocumentNode, schema: GraphQLSchema): string[] {
  const types = new TypeInfo(schema);
  const found = new Set<string>();
  const Field = ({ name }: { readonly name: { readonly value: string } }): void => {
    const parent = types.getParentType();
    if (parent && !name.value.startsWith('__')) found.add(`${parent.name}.${name.value}`);
  };
  visit(document, visitWithTypeInfo(types, { Field }));
  return [...found];
}
