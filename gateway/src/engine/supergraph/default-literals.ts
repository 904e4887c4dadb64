// graphql-js cannot print the default value of a custom scalar if it is an object, and rounds its numbers. Introspection
// then fails for the whole schema. Here a default of a custom scalar is the text of its literal, behind a mark.
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  print,
  valueFromAST,
} from 'graphql';

/** The text of a literal in the supergraph. */
class DefaultLiteral {
  constructor(readonly text: string) {}
}

const MARK = '\u0000';
/** A string literal that begins with the mark, as graphql-js prints it. */
const markedString = /"\\u0000((?:[^"\\]|\\.)*)"/g;

/** Replaces the default values of a schema, so that introspection returns custom scalars as marked strings. */
export function markDefaultLiterals(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || isSpecifiedScalarType(type)) continue;
    type.parseLiteral = (node) => new DefaultLiteral(print(node));
    type.serialize = (value) => (value instanceof DefaultLiteral ? MARK + value.text : value);
  }
  for (const input of inputsOf(schema)) {
    const node = input.astNode?.defaultValue;
    if (node) input.defaultValue = valueFromAST(node, input.type);
  }
}

function inputsOf(schema: GraphQLSchema): (GraphQLArgument | GraphQLInputField)[] {
  const ofTypes = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isInputObjectType(type)) return Object.values(type.getFields());
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ args }) => [...args]);
  });
  return [...ofTypes, ...schema.getDirectives().flatMap(({ args }) => [...args])];
}

/** Returns the result of introspection with the literals in place of the marked strings. */
export function withDefaultLiterals(value: unknown): unknown {
  if (typeof value === 'string')
    return value.includes('\\u0000') ? value.replace(markedString, (_, text) => JSON.parse(`"${text}"`)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withDefaultLiterals);
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, each] of Object.entries(value)) result[key] = withDefaultLiterals(each);
  return result;
}
