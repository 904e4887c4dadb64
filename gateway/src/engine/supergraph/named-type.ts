import { Kind, type TypeNode } from 'graphql';

/** The name of a type, whatever lists and non-nulls it is wrapped in. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
