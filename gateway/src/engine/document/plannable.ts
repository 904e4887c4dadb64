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
 * Prepares a document for the planner. Runtime types are to be found under `__typename`, whatever the client calls
 * them, and are asked for wherever a value may turn out to be of a type that the API hides.
 * @throws GraphQLError NAME_REFUSED for a name that the engine has another use for
 */
export function plannable(document: DocumentNode, schema: GraphQLSchema, types: TypeConditions): DocumentNode {
  const info = new TypeInfo(schema);
  const addTypename = (set: SelectionSetNode): SelectionSetNode | undefined => {
    const type = getNamedType(info.getParentType());
    if (!isAbstractType(type) || !hasHidden(type.name, schema, types)) return undefined;
    return { ...set, selections: [...set.selections, typename] };
  };
  return visit(
    visit(document, { Name: ({ value }) => refuse(value), Field: withoutTypenameAlias }),
    visitWithTypeInfo(info, { SelectionSet: { leave: addTypename } }),
  );
}

function hasHidden(abstractType: string, schema: GraphQLSchema, types: TypeConditions): boolean {
  return [...types.admitted(abstractType)].some((name) => !schema.getType(name));
}

function withoutTypenameAlias(field: FieldNode): FieldNode | undefined {
  if (field.name.value === '__typename') return field.alias && { ...field, alias: undefined };
  if (field.alias?.value !== '__typename') return undefined;
  throw clientError('NAME_REFUSED', '`__typename` is not accepted as an alias of another field.');
}

// As a key of an answer it would set what the answer inherits instead.
function refuse(name: string): undefined {
  if (name === '__proto__') throw clientError('NAME_REFUSED', '`__proto__` is not accepted as a name in an operation.');
}
