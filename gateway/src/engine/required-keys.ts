// The planner has no plan for a field that requires another where the entity must first exchange its key: it fetches the
// new key and what is required in two steps, and finds no one step that the field's own could follow. Told in another
// way it has: what is required becomes a part of the entity's key, in a copy of the subgraph that has the field alone.
import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  print,
  type TypeDefinitionNode,
} from 'graphql';
import type { Supergraph } from '../supergraph.js';
import { argumentOf, graphNames } from './join.js';

/** A copy of a subgraph for the fields of one type that require the same. Names of graphs are those of join__Graph. */
interface Copy {
  readonly graph: string;
  readonly name: string;
  readonly type: string;
  readonly requires: string;
}

export interface RequiredKeys {
  readonly supergraph: Supergraph;
  /** The subgraph's own name, from that of a copy. */
  readonly nameOf: (name: string) => string;
}

/** The supergraph with every @requires told as a key; undefined where there is none that can be. */
export function requiredKeys({ document, subgraphs }: Supergraph): RequiredKeys | undefined {
  const copies = copiesOf(document);
  if (!copies.length) return undefined;
  const names = graphNames(document);
  const roots = rootTypes(document);
  const definitions = document.definitions.map((node): DefinitionNode => {
    if (!isTypeDefinitionNode(node) || roots.has(node.name.value)) return node;
    return node.name.value === 'join__Graph'
      ? withGraphs(node as EnumTypeDefinitionNode, copies)
      : copied(node, copies);
  });
  const told = { ...document, definitions };
  const own = new Map(copies.map(({ name, graph }) => [name, names.get(graph)!]));
  return { supergraph: { document: told, sdl: print(told), subgraphs }, nameOf: (name) => own.get(name) ?? name };
}

function copiesOf({ definitions }: DocumentNode): Copy[] {
  const copies = new Map<string, Copy>();
  for (const node of definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const directive of node.fields?.flatMap((field) => field.directives ?? []) ?? []) {
      const requires = text(directive, 'requires');
      const graph = graphOf(directive);
      if (requires === undefined || graph === undefined || !isKeyLike(requires)) continue;
      const type = node.name.value;
      const id = `${graph} ${type} ${requires}`;
      if (!copies.has(id)) copies.set(id, { graph, type, requires, name: `${graph}__${copies.size}` });
    }
  }
  return [...copies.values()];
}

/** Arguments and type conditions are for @requires alone. */
const isKeyLike = (requires: string): boolean => !/[(.]/.test(requires);

function rootTypes({ definitions }: DocumentNode): ReadonlySet<string> {
  return new Set(
    definitions.flatMap((node) =>
      node.kind === Kind.SCHEMA_DEFINITION ? node.operationTypes.map(({ type }) => type.name.value) : [],
    ),
  );
}

function withGraphs(graphs: EnumTypeDefinitionNode, copies: readonly Copy[]): EnumTypeDefinitionNode {
  const values = graphs.values?.flatMap((value) => {
    const own = copies.filter(({ graph }) => graph === value.name.value);
    return [
      value,
      ...own.map(({ name }) => ({
        ...value,
        name: { ...value.name, value: name },
        directives: value.directives?.map((it) => withArgument(it, 'name', { kind: Kind.STRING, value: name })),
      })),
    ];
  });
  return { ...graphs, values };
}

function copied(node: TypeDefinitionNode, copies: readonly Copy[]): TypeDefinitionNode {
  const type = node.name.value;
  const everywhere = <T extends { readonly directives?: readonly ConstDirectiveNode[] }>(it: T): T => ({
    ...it,
    directives: it.directives?.flatMap((directive) => [directive, ...inCopies(directive, type, copies)]),
  });
  const field = (it: FieldDefinitionNode): FieldDefinitionNode => ({
    ...it,
    directives: it.directives?.flatMap((directive) => fieldOwners(directive, type, copies)),
  });
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return { ...everywhere(node), fields: node.fields?.map(field) };
    case Kind.ENUM_TYPE_DEFINITION:
      return { ...everywhere(node), values: node.values?.map(everywhere) };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { ...everywhere(node), fields: node.fields?.map(everywhere) };
    default:
      return everywhere(node);
  }
}

function inCopies(directive: ConstDirectiveNode, type: string, copies: readonly Copy[]): ConstDirectiveNode[] {
  const key = text(directive, 'key');
  return copies
    .filter(({ graph }) => graph === graphOf(directive))
    .map((copy) => {
      const moved = withGraph(directive, copy.name);
      if (key === undefined || copy.type !== type) return moved;
      return withArgument(moved, 'key', { kind: Kind.STRING, value: `${key} ${copy.requires}` });
    });
}

function fieldOwners(directive: ConstDirectiveNode, type: string, copies: readonly Copy[]): ConstDirectiveNode[] {
  const requires = text(directive, 'requires');
  if (requires === undefined) return [directive, ...inCopies(directive, type, copies)];
  const graph = graphOf(directive);
  const own = copies.find((it) => it.graph === graph && it.type === type && it.requires === requires);
  return [own ? withArgument(withGraph(directive, own.name), 'requires', undefined) : directive];
}

const graphOf = (directive: ConstDirectiveNode): string | undefined => {
  const value = argumentOf(directive, 'graph');
  return directive.name.value.startsWith('join__') && value?.kind === Kind.ENUM ? value.value : undefined;
};

function text(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

const withGraph = (directive: ConstDirectiveNode, graph: string): ConstDirectiveNode =>
  withArgument(directive, 'graph', { kind: Kind.ENUM, value: graph });

function withArgument(
  directive: ConstDirectiveNode,
  name: string,
  value: ConstValueNode | undefined,
): ConstDirectiveNode {
  const list = directive.arguments?.flatMap((it) => {
    if (it.name.value !== name) return [it];
    return value ? [{ ...it, value }] : [];
  });
  return { ...directive, arguments: list };
}
