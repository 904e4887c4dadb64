import { type GraphQLError, type GraphQLSchema, getVariableValues, type VariableDefinitionNode } from 'graphql';
import { clientError } from '../../errors.js';
import type { Data } from '../../record.js';

export type Variables = { readonly variables: Data } | { readonly errors: readonly GraphQLError[] };

const mostErrors = 10;

/** Checks the client's variables and fills in defaults. What the client sent is passed on as it was sent. */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[] | undefined,
  sent: Data,
): Variables {
  if (!definitions?.length) return { variables: {} };
  const { coerced, errors } = getVariableValues(schema, definitions, sent, { maxErrors: mostErrors });
  if (errors) return { errors: errors.map(({ message }) => clientError('BAD_USER_INPUT', withoutSuggestion(message))) };
  const variables: Data = { ...coerced };
  for (const { variable } of definitions) {
    const name = variable.name.value;
    if (Object.hasOwn(sent, name)) variables[name] = sent[name];
  }
  return { variables };
}

// A suggestion tells a stranger what the schema calls its inputs.
const withoutSuggestion = (message: string): string => message.replace(/ ?Did you mean .+\?$/, '');
