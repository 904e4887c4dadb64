import type { GraphQLSchema, ValueNode } from 'graphql';
import { type DocumentNode, GraphQLFloat, getNamedType, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { clientError } from '../../errors.js';

/**
 * Checks the literals of type Float, which graphql-js reads as Infinity if they are out of range.
 * @throws GraphQLError OPERATION_INVALID when a literal such as 1e400 is not finite
 */
export function expectFiniteLiterals(document: DocumentNode, schema: GraphQLSchema): void {
  const info = new TypeInfo(schema);
  const check = (node: ValueNode & { value: string }): void => {
    if (getNamedType(info.getInputType()) !== GraphQLFloat || Number.isFinite(Number(node.value))) return;
    throw clientError('OPERATION_INVALID', `Float cannot represent ${node.value.slice(0, 40)}: it is not finite.`);
  };
  visit(document, visitWithTypeInfo(info, { IntValue: check, FloatValue: check }));
}
