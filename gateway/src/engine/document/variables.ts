import {
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  specifiedScalarTypes,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';
import { clientError } from '../../errors.js';
import { hasInfinity, rounded } from '../../exact-json.js';
import type { Data } from '../../record.js';
import { namedType } from '../supergraph/named-type.js';
import { literalValue } from './literal-values.js';

export type CoercedVariables = { readonly variables: Data } | { readonly errors: readonly GraphQLError[] };

const maxErrors = 10;

/** Checks the client's variables against their types and adds defaults. Subgraphs get each value as the client sent it. */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[] | undefined,
  sent: Data,
): CoercedVariables {
  if (!definitions?.length) return { variables: {} };
  const { coerced, errors } = getVariableValues(schema, definitions, rounded(sent) as Data, { maxErrors });
  if (errors) return { errors: errors.map(({ message }) => badInput(withoutSuggestion(message))) };
  const variables: Data = { ...coerced };
  for (const { variable, type, defaultValue } of definitions) {
    const name = variable.name.value;
    if (Object.hasOwn(sent, name)) variables[name] = sent[name];
    else if (!isBuiltIn(type)) delete variables[name];
    else if (defaultValue && Object.hasOwn(variables, name)) variables[name] = literalValue(defaultValue);
    if (hasInfinity(variables[name]))
      return { errors: [badInput(`Variable "$${name}" has a number that is not finite.`)] };
  }
  return { variables };
}

/**
 * A default of another type is left to the subgraph, which has it as the client wrote it: a value of a custom scalar may be
 * another value in JSON than it is as a literal.
 */
const isBuiltIn = (type: TypeNode): boolean => specifiedScalarTypes.some(({ name }) => name === namedType(type));

const badInput = (message: string): GraphQLError => clientError('BAD_USER_INPUT', message);

// A suggestion discloses names of the schema to a client that has not introspected it.
const withoutSuggestion = (message: string): string => message.replace(/ ?Did you mean .+\?$/, '');
