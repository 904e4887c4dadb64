import { type DocumentNode, type GraphQLSchema, visit } from 'graphql';
import { withoutAsOf } from '../../as-of.js';
import { type Denial, withoutDenied } from '../../authorization/operation-access.js';
import type { Data } from '../../record.js';
import type { InternalFields } from '../supergraph/internal-fields.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { applyConditions } from './conditions.js';
import { expectFiniteLiterals } from './number-literals.js';
import { withOneOperation } from './selected-operation.js';
import { withTypenames } from './typenames.js';
import { withUniqueResponseKeys } from './unique-response-keys.js';

export interface PrepareContext {
  readonly schema: GraphQLSchema;
  readonly types: TypeConditions;
  readonly internalFields: InternalFields;
}

/** The client's operation, rewritten by `prepareDocument`. */
export interface PreparedDocument {
  /** The one operation that runs, with unique response keys. The response is projected by it. */
  readonly document: DocumentNode;
  /** The same as the planner gets it, but for conditions. */
  readonly plannable: DocumentNode;
  /** New response key → the client's response key. */
  readonly clientKeys: ReadonlyMap<string, string>;
}

/**
 * Rewrites a valid document of a client, in this order.
 * @throws GraphQLError OPERATION_UNKNOWN, OPERATION_UNSUPPORTED, OPERATION_INVALID, NAME_REFUSED
 */
export function prepareDocument(
  sent: DocumentNode,
  operationName: string | undefined,
  { schema, types, internalFields }: PrepareContext,
): PreparedDocument {
  const selected = withOneOperation(sent, operationName, schema);
  expectFiniteLiterals(selected, schema);
  const described = withoutDescriptions(selected);
  const { document, clientKeys } = withUniqueResponseKeys(described, internalFields);
  return { document, plannable: plannableDocument(document, { schema, types }), clientKeys };
}

const plannableDocument = (document: DocumentNode, { schema, types }: Pick<PrepareContext, 'schema' | 'types'>) =>
  withTypenames(withoutAsOf(document), schema, types);

/** The last passes, which depend on a request: remove denied fields, apply conditions. */
export function plannableFor(
  { document, plannable }: PreparedDocument,
  denial: Denial,
  variables: Data,
  context: PrepareContext,
): DocumentNode {
  const allowed = denial.fields.size ? plannableDocument(withoutDenied(document, denial), context) : plannable;
  return applyConditions(allowed, variables);
}

/** Subgraphs on older versions of GraphQL do not parse descriptions in an executable document. */
function withoutDescriptions(document: DocumentNode): DocumentNode {
  const withoutDescription = <T extends { readonly description?: unknown }>(node: T): T | undefined =>
    node.description ? { ...node, description: undefined } : undefined;
  return visit(document, {
    OperationDefinition: withoutDescription,
    VariableDefinition: withoutDescription,
    FragmentDefinition: withoutDescription,
  });
}
