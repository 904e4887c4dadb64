import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, separateOperations } from 'graphql';
import { clientError } from '../../errors.js';

/**
 * Returns the document with one operation, and the fragments that it uses.
 * @throws GraphQLError OPERATION_UNKNOWN when the document has no such operation, or has several and none is named
 * @throws GraphQLError OPERATION_UNSUPPORTED when the schema has no root type for the operation
 */
export function withOneOperation(
  document: DocumentNode,
  operationName: string | undefined,
  schema: GraphQLSchema,
): DocumentNode {
  const operation = selectOperation(document, operationName);
  if (operation.operation === 'subscription')
    throw clientError('OPERATION_UNSUPPORTED', 'This gateway does not serve subscriptions.');
  // Validation accepts an operation whose root type does not exist.
  if (!schema.getRootType(operation.operation))
    throw clientError('OPERATION_UNSUPPORTED', `The schema has no root type for a ${operation.operation}.`);
  return separateOperations(document)[operation.name?.value ?? '']!;
}

function selectOperation(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const candidates = operations.filter(({ name }) => operationName === undefined || name?.value === operationName);
  const [operation, other] = candidates;
  if (other) throw unknown('The document has several operations: name one of them in operationName.');
  if (operation) return operation;
  throw unknown(
    operationName === undefined
      ? 'The document has no operation.'
      : `The document has no operation named "${operationName}".`,
  );
}

const unknown = (message: string) => clientError('OPERATION_UNKNOWN', message);

/** The only operation of a document. */
export function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  return definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)!;
}
