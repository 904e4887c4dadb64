import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DirectiveDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  parse,
  parseType,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { applicationsIn, applicationsOf, isIn } from './join-directives.js';
import { isComposite, type SupergraphView } from './supergraph-view.js';
import type { TypeView } from './type-view.js';

type Types = ReadonlyMap<string, TypeView>;

const executable = new Set(['QUERY', 'MUTATION', 'FIELD', 'FRAGMENT_SPREAD', 'INLINE_FRAGMENT', 'VARIABLE_DEFINITION']);

/** The schema against which operations for one subgraph are valid: what the join__* directives say of it, and `_entities`. */
export function subgraphSchema(graph: string, supergraph: SupergraphView, types: Types): GraphQLSchema {
  const definitions = supergraph.document.definitions.flatMap((node) => definitionIn(graph, node, supergraph, types));
  const known = new Set(definitions.flatMap((it) => ('name' in it && it.name ? it.name.value : [])));
  const usable = definitions.filter((it) => it.kind !== Kind.DIRECTIVE_DEFINITION || isUsable(it, known));
  const query = supergraph.schema.getQueryType()?.name ?? 'Query';
  const mutation = supergraph.schema.getMutationType()?.name;
  const roots = `schema { query: ${query} ${mutation && known.has(mutation) ? `mutation: ${mutation}` : ''} }`;
  const text = [roots, federationText(query, known.has(query), types)].join('\n');
  return buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: [...usable, ...parse(text, { noLocation: true }).definitions] },
    { assumeValid: true, assumeValidSDL: true },
  );
}

function federationText(query: string, exists: boolean, types: Types): string {
  const entities = [...types.values()].filter((it) => it.keys.length > 0 && !it.isInterface).map(({ name }) => name);
  const field = entities.length ? '_entities(representations: [_Any!]!): [_Entity]!' : '';
  const union = entities.length ? `union _Entity = ${entities.join(' | ')}` : '';
  return `${exists ? 'extend ' : ''}type ${query} { ${field} _service: _Service! }
    type _Service { sdl: String } scalar _Any ${union}`;
}

function definitionIn(graph: string, node: DefinitionNode, supergraph: SupergraphView, types: Types): DefinitionNode[] {
  if (node.kind === Kind.DIRECTIVE_DEFINITION) return [node];
  if (!('name' in node) || !node.name || !isType(node) || !supergraph.isTypeIn(graph, node)) return [];
  if (isComposite(node)) {
    const view = types.get(node.name.value)!;
    const kind = view.isInterface ? Kind.INTERFACE_TYPE_DEFINITION : Kind.OBJECT_TYPE_DEFINITION;
    const fields = (node.fields ?? []).flatMap((it) => fieldIn(graph, it, view));
    return [{ ...node, kind, directives: [], interfaces: interfacesIn(graph, node), fields } as DefinitionNode];
  }
  switch (node.kind) {
    case Kind.UNION_TYPE_DEFINITION:
      return [{ ...node, directives: [], types: membersIn(graph, node, types) }];
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = node.values?.filter((it) => isIn(graph, it, 'join__enumValue'));
      return [{ ...node, directives: [], values: values?.map((it) => ({ ...it, directives: [] })) }];
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return [
        { ...node, directives: oneOf(node.directives), fields: node.fields?.flatMap((it) => inputIn(graph, it)) },
      ];
    default:
      return [{ ...node, directives: [] }];
  }
}

const isType = (node: DefinitionNode): node is TypeDefinitionNode => node.kind.endsWith('TypeDefinition');

const oneOf = (directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] =>
  directives.filter(({ name }) => name.value === 'oneOf');

function fieldIn(graph: string, node: FieldDefinitionNode, view: TypeView): FieldDefinitionNode[] {
  const field = view.fields.get(node.name.value);
  if (!field) return [];
  const context = field.contextArguments.map(
    ({ name, type }): InputValueDefinitionNode => ({
      kind: Kind.INPUT_VALUE_DEFINITION,
      name: { kind: Kind.NAME, value: name },
      type: parseType(type, { noLocation: true }),
    }),
  );
  const given = (node.arguments ?? []).map((it) => ({ ...it, directives: [] }));
  return [{ ...node, directives: [], type: typeIn(graph, node), arguments: [...given, ...context] }];
}

function inputIn(graph: string, node: InputValueDefinitionNode): InputValueDefinitionNode[] {
  return isIn(graph, node, 'join__field') ? [{ ...node, directives: [], type: typeIn(graph, node) }] : [];
}

function typeIn(graph: string, node: FieldDefinitionNode | InputValueDefinitionNode): TypeNode {
  const [own] = applicationsIn(graph, node, 'join__field');
  return typeof own?.type === 'string' ? parseType(own.type, { noLocation: true }) : node.type;
}

const namedTypes = (names: readonly unknown[]): NamedTypeNode[] =>
  [...new Set(names)].map((name) => ({ kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: String(name) } }));

function interfacesIn(graph: string, node: TypeDefinitionNode): NamedTypeNode[] {
  return namedTypes(applicationsIn(graph, node, 'join__implements').map((it) => it.interface));
}

function membersIn(
  graph: string,
  node: TypeDefinitionNode & { readonly types?: readonly NamedTypeNode[] },
  types: Types,
): NamedTypeNode[] {
  const members = applicationsOf(node, 'join__unionMember');
  if (members.length) return namedTypes(members.filter((it) => it.graph === graph).map(({ member }) => member));
  return (node.types ?? []).filter(({ name }) => types.has(name.value));
}

/** Directives of the supergraph that operations may carry, with types that the subgraph has. */
function isUsable({ locations, arguments: given = [] }: DirectiveDefinitionNode, known: ReadonlySet<string>): boolean {
  const builtIn = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);
  return (
    locations.some(({ value }) => executable.has(value)) &&
    given.every(({ type }) => builtIn.has(namedOf(type)) || known.has(namedOf(type)))
  );
}

const namedOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedOf(type.type));
