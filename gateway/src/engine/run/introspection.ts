import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import {
  type CollectedField,
  collectFields,
  type Fragments,
  fragmentsOf,
  rootSets,
  selectionSetsOf,
} from '../document/collect-fields.js';
import { isIntrospection } from '../document/root-fields.js';
import { operationOf } from '../document/selected-operation.js';
import type { PathSegment } from '../plan/plan.js';
import { withDefaultLiterals } from '../supergraph/default-literals.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { compilePath } from './paths.js';
import type { Execute } from './run.js';

/** Introspection fields of the query type at one place of the response. */
interface Introspected {
  readonly path: readonly PathSegment[];
  readonly fields: readonly FieldNode[];
}

/**
 * Compiles the execution of `__schema` and `__type` against the API schema, at the root and on objects of the query type
 * below it; undefined if neither is selected.
 */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: DocumentNode,
  types: TypeConditions,
): Execute | undefined {
  const places = introspectedPlaces(schema, operation);
  if (!places.length) return undefined;
  const parts = places.map(({ path, fields }) => ({
    at: compilePath(path, types),
    document: documentOf(operation, fields),
  }));
  return (run) => {
    for (const { at, document } of parts) {
      const { data, errors } = executeSync({ schema, document, variableValues: run.variables });
      at.visit(run.data, (object) => Object.assign(object, withDefaultLiterals(data)));
      for (const { message, path } of errors ?? [])
        run.errors.add({ message, path, extensions: { code: 'OPERATION_INVALID' } });
    }
  };
}

function introspectedPlaces(schema: GraphQLSchema, document: DocumentNode): Introspected[] {
  const places: Introspected[] = [];
  const fragments = fragmentsOf(document);
  const root = schema.getRootType(operationOf(document).operation);
  if (root) addPlaces(root, rootSets(document), [], { schema, fragments, places });
  return places;
}

interface Search {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly places: Introspected[];
}

function addPlaces(
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  path: readonly PathSegment[],
  search: Search,
): void {
  const { schema, fragments, places } = search;
  const collected = collectFields(sets, fragments);
  if (type === schema.getQueryType()) {
    const fields = [...collected.values()].flatMap((same) => same.map(({ node }) => node)).filter(isIntrospection);
    if (fields.length) places.push({ path, fields });
  }
  for (const [field, same] of collected) {
    const below = compositeBelow(type, same[0]!, schema);
    if (below) addPlaces(below, selectionSetsOf(same), [...path, { field }], search);
  }
}

function compositeBelow(
  type: GraphQLCompositeType,
  { node, enclosing }: CollectedField,
  schema: GraphQLSchema,
): GraphQLCompositeType | undefined {
  const condition = enclosing.findLast(({ typeCondition }) => typeCondition !== undefined)?.typeCondition;
  const parent = condition === undefined ? type : schema.getType(condition);
  if (!isCompositeType(parent) || isUnionType(parent)) return undefined;
  const named = getNamedType(parent.getFields()[node.name.value]?.type);
  return isCompositeType(named) ? named : undefined;
}

function documentOf(document: DocumentNode, selections: readonly FieldNode[]): DocumentNode {
  const { variableDefinitions } = operationOf(document);
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...operationOf(document),
        operation: OperationTypeNode.QUERY,
        variableDefinitions,
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
      ...fragmentsOf(document).values(),
    ],
  };
}
