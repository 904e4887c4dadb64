import { type ExecutionResult, execute, type GraphQLSchema, getNamedType, isEnumType, parse } from 'graphql';
import type { GeneratedOperation } from './operation-generator.js';
import { type Thing, valueIn, type World } from './world.js';

/**
 * What the GraphQL specification says an operation answers: graphql-js runs it over the API as one schema, with the
 * value of every field from the world itself, as if there were no subgraphs.
 */
export async function answerOfWhole(
  schema: GraphQLSchema,
  { fields }: World,
  { query, variables }: GeneratedOperation,
): Promise<ExecutionResult> {
  return execute({
    schema,
    document: parse(query),
    variableValues: variables,
    fieldResolver: (parent: Thing | undefined, args, _context, { parentType, fieldName, returnType }) => {
      const value = valueIn(parent?.uid ?? parentType.name, fields.get(parentType.name)!.get(fieldName)!, args);
      const type = getNamedType(returnType);
      return seen(value, (it) => (isEnumType(type) ? type.getValue(it as string) : !isHidden(it, schema)));
    },
    typeResolver: ({ __typename }: Thing) => __typename,
  });
}

/** A value that the API does not know is null. */
function seen(value: unknown, isKnown: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => seen(item, isKnown));
  return value === null || isKnown(value) ? value : null;
}

const isHidden = (value: unknown, schema: GraphQLSchema): boolean =>
  typeof value === 'object' && !schema.getType((value as Thing).__typename);
