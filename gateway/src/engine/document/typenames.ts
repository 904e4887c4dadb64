import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { clientError } from '../../errors.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Makes the runtime type of each object available under `__typename`: removes the aliases of `__typename`, and selects
 * it on each abstract type that has an @inaccessible member.
 * @throws GraphQLError NAME_REFUSED when `__proto__` is a name other than an alias, or `__typename` is an alias of another field
 */
export function withTypenames(document: DocumentNode, schema: GraphQLSchema, types: TypeConditions): DocumentNode {
  const info = new TypeInfo(schema);
  const addTypename = (set: SelectionSetNode): SelectionSetNode | undefined => {
    const type = getNamedType(info.getParentType());
    if (!isAbstractType(type) || !hasInaccessibleType(type.name, schema, types)) return undefined;
    return { ...set, selections: [...set.selections, typename] };
  };
  return visit(
    visit(document, {
      Name: ({ value }, key) => (key === 'alias' ? undefined : refuseName(value)),
      Field: withoutTypenameAlias,
    }),
    visitWithTypeInfo(info, { SelectionSet: { leave: addTypename } }),
  );
}

function hasInaccessibleType(abstractType: string, schema: GraphQLSchema, types: TypeConditions): boolean {
  return [...types.admitted(abstractType)].some((name) => !schema.getType(name));
}

function withoutTypenameAlias(field: FieldNode): FieldNode | undefined {
  if (field.name.value === '__typename') return field.alias && { ...field, alias: undefined };
  if (field.alias?.value !== '__typename') return undefined;
  throw clientError('NAME_REFUSED', '`__typename` is not accepted as an alias of another field.');
}

// graphql-js collects variables in an object, on which `__proto__` would set the prototype. An alias is safe: it is
// renamed, and defined as a property of the response.
function refuseName(name: string): undefined {
  if (name === '__proto__') throw clientError('NAME_REFUSED', '`__proto__` is only accepted as an alias.');
}
