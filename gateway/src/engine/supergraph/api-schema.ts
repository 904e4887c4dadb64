import { type ConstDirectiveNode, type DocumentNode, Kind, type NamedTypeNode, type NameNode, visit } from 'graphql';
import { clientDirectives } from './client-directives.js';
import { readFeatures } from './features.js';

interface Named {
  readonly name: NameNode;
  readonly directives?: readonly ConstDirectiveNode[];
}

const keptDirectives = new Set(['deprecated', 'specifiedBy', 'oneOf']);

/**
 * Returns the API schema of a supergraph: without the types and directives of the features that it links, without
 * @inaccessible elements, without directives that only a gateway reads.
 */
export function apiDocument(supergraph: DocumentNode): DocumentNode {
  const features = readFeatures(supergraph);
  const directives = clientDirectives(supergraph, features);
  const isOfFeature = (type: string) => features.isOfFeature(type) && !directives.types.has(type);
  const hidden = ({ directives }: Named) =>
    directives?.some(({ name }) => name.value === features.inaccessible) ?? false;
  const removed = new Set<string>();
  for (const node of supergraph.definitions) {
    if ('name' in node && node.name && isType(node.kind) && (isOfFeature(node.name.value) || hidden(node as Named))) {
      removed.add(node.name.value);
    }
  }
  // Subscriptions are not served, so their root type is not offered.
  for (const name of subscriptionTypes(supergraph)) removed.add(name);
  const dropHidden = (node: Named) => (hidden(node) ? null : undefined);
  const dropType = (node: Named) => (removed.has(node.name.value) ? null : undefined);
  const visible = visit(supergraph, {
    SchemaExtension: () => null,
    DirectiveDefinition: ({ name }) => (directives.names.has(name.value) ? undefined : null),
    ScalarTypeDefinition: dropType,
    ObjectTypeDefinition: dropType,
    InterfaceTypeDefinition: dropType,
    UnionTypeDefinition: dropType,
    EnumTypeDefinition: dropType,
    InputObjectTypeDefinition: dropType,
    FieldDefinition: dropHidden,
    InputValueDefinition: dropHidden,
    EnumValueDefinition: dropHidden,
    OperationTypeDefinition: (node) => (removed.has(node.type.name.value) ? null : undefined),
    NamedType: (node: NamedTypeNode, _key, parent) => (Array.isArray(parent) ? dropType(node) : undefined),
  });
  return visit(visible, {
    Directive: (node) => (keptDirectives.has(node.name.value) ? undefined : null),
  });
}

function subscriptionTypes({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION
      ? node.operationTypes.flatMap(({ operation, type }) => (operation === 'subscription' ? type.name.value : []))
      : [],
  );
}

function isType(kind: string): boolean {
  return kind.endsWith('TypeDefinition') && kind !== Kind.OPERATION_TYPE_DEFINITION;
}
