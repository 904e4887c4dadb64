import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { clientError } from '../../errors.js';
import type { Fragments } from './selection.js';

/** @throws GraphQLError OPERATION_UNKNOWN, OPERATION_UNSUPPORTED */
export function pickOperation(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const named = operations.filter((node) => operationName === undefined || node.name?.value === operationName);
  const [operation] = named;
  if (!operation) {
    throw clientError(
      'OPERATION_UNKNOWN',
      operationName === undefined
        ? 'The document has no operation.'
        : `The document has no operation named "${operationName}".`,
    );
  }
  if (named.length > 1) {
    throw clientError('OPERATION_UNKNOWN', 'The document has several operations: name one of them in operationName.');
  }
  if (operation.operation === 'subscription') {
    throw clientError('OPERATION_UNSUPPORTED', 'Subscriptions are not served by this gateway.');
  }
  return operation;
}

/** What a schema has no root for passes validation all the same. @throws GraphQLError OPERATION_UNSUPPORTED */
export function expectRoot(schema: GraphQLSchema, { operation }: OperationDefinitionNode): void {
  if (schema.getRootType(operation)) return;
  throw clientError('OPERATION_UNSUPPORTED', `The schema has no root for a ${operation}: none is served here.`);
}

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}
