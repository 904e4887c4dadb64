// What the planner cannot find in a supergraph it may find when the same is told in another way: with copies of subgraphs
// that differ from them in how one type is known.
import {
  type ConstArgumentNode,
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
import type { Supergraph } from '../../../supergraph.js';
import { argumentOf, graphNames, graphOf } from '../../supergraph/join.js';

/** A copy of a subgraph for fields of one type that require others. Names of graphs are those of join__Graph. */
export interface GraphCopy {
  readonly graph: string;
  readonly name: string;
  readonly type: string;
}

export interface CopyRules<C extends GraphCopy> {
  /** The key of the type in its copy, from a key in the subgraph; undefined where it has none of that. */
  readonly keyIn: (copy: C, key: string) => string | undefined;
  /** Whether a field of the type that requires nothing is in its copy. */
  readonly has: (copy: C, field: string) => boolean;
  /** Where a field stands that requires others, from where it stood. */
  readonly moved: (directive: ConstDirectiveNode, copies: readonly C[]) => ConstDirectiveNode[];
}

export interface CopiedSupergraph {
  readonly supergraph: Supergraph;
  /** The subgraph's own name, from that of a copy. */
  readonly nameOf: (name: string) => string;
}

/** A field of a type that requires others, as a subgraph has it. */
export interface Requiring {
  readonly graph: string;
  readonly type: string;
  readonly field: string;
  readonly requires: string;
}

export function requiringFields({ definitions }: DocumentNode): Requiring[] {
  return definitions.flatMap((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    return (node.fields ?? []).flatMap(({ name, directives = [] }) =>
      directives.flatMap((directive) => {
        const requires = textOf(directive, 'requires');
        const graph = graphOf(directive);
        if (requires === undefined || graph === undefined) return [];
        return [{ graph, type: node.name.value, field: name.value, requires }];
      }),
    );
  });
}

export function copied<C extends GraphCopy>(
  { document, subgraphs }: Supergraph,
  copies: readonly C[],
  rules: CopyRules<C>,
): CopiedSupergraph {
  const names = graphNames(document);
  const roots = rootTypes(document);
  const copier = new Copier(copies, rules);
  const definitions = document.definitions.map((node): DefinitionNode => {
    if (!isTypeDefinitionNode(node) || roots.has(node.name.value)) return node;
    return node.name.value === 'join__Graph'
      ? copier.graphs(node as EnumTypeDefinitionNode)
      : copier.definition(node, node.name.value);
  });
  const told = { ...document, definitions };
  const own = new Map(copies.map(({ name, graph }) => [name, names.get(graph)!]));
  return { supergraph: { document: told, sdl: print(told), subgraphs }, nameOf: (name) => own.get(name) ?? name };
}

function rootTypes({ definitions }: DocumentNode): ReadonlySet<string> {
  return new Set(
    definitions.flatMap((node) =>
      node.kind === Kind.SCHEMA_DEFINITION ? node.operationTypes.map(({ type }) => type.name.value) : [],
    ),
  );
}

class Copier<C extends GraphCopy> {
  constructor(
    readonly copies: readonly C[],
    readonly rules: CopyRules<C>,
  ) {}

  graphs(node: EnumTypeDefinitionNode): EnumTypeDefinitionNode {
    const values = node.values?.flatMap((value) => [
      value,
      ...this.#copiesOf(value.name.value).map(({ name }) => ({
        ...value,
        name: { ...value.name, value: name },
        directives: value.directives?.map((it) => withArgument(it, 'name', { kind: Kind.STRING, value: name })),
      })),
    ]);
    return { ...node, values };
  }

  definition(node: TypeDefinitionNode, type: string): TypeDefinitionNode {
    const everywhere = <T extends { readonly directives?: readonly ConstDirectiveNode[] }>(it: T): T => ({
      ...it,
      directives: it.directives?.flatMap((directive) => [directive, ...this.#inCopies(directive, type)]),
    });
    const field = (it: FieldDefinitionNode): FieldDefinitionNode => ({
      ...it,
      directives: this.#owned(node, it).flatMap((directive) => this.#fieldOwners(directive, type, it.name.value)),
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

  #copiesOf(graph: string | undefined): readonly C[] {
    return this.copies.filter((copy) => copy.graph === graph);
  }

  /** Into a copy the way leads by its own type alone: with one by each other, the ways multiply that a planner looks at. */
  #inCopies(directive: ConstDirectiveNode, type: string): ConstDirectiveNode[] {
    const key = textOf(directive, 'key');
    return this.#copiesOf(graphOf(directive)).flatMap((copy) => {
      const moved = withGraph(directive, copy.name);
      if (key === undefined) return [moved];
      if (copy.type !== type) return [withArgument(moved, 'resolvable', { kind: Kind.BOOLEAN, value: false })];
      const own = this.rules.keyIn(copy, key);
      return own === undefined ? [] : [withArgument(moved, 'key', { kind: Kind.STRING, value: own })];
    });
  }

  /** The directives of a field. Who has it is said of each subgraph; the supergraph leaves that out where all have it. */
  #owned({ name, directives = [] }: TypeDefinitionNode, field: FieldDefinitionNode): readonly ConstDirectiveNode[] {
    const said = field.directives ?? [];
    if (!this.copies.some(({ type }) => type === name.value)) return said;
    if (said.some(({ name }) => name.value === 'join__field')) return said;
    const graphs = new Set(directives.flatMap((it) => (it.name.value === 'join__type' ? (graphOf(it) ?? []) : [])));
    return [...said, ...[...graphs].map(joinField)];
  }

  #fieldOwners(directive: ConstDirectiveNode, type: string, field: string): ConstDirectiveNode[] {
    if (textOf(directive, 'requires') === undefined) {
      const given = argumentOf(directive, 'external') !== undefined;
      const lacking = this.copies.filter((copy) => copy.type === type && !given && !this.rules.has(copy, field));
      const names = new Set(lacking.map(({ name }) => name));
      return [directive, ...this.#inCopies(directive, type).filter((it) => !names.has(graphOf(it) ?? ''))];
    }
    const own = this.#copiesOf(graphOf(directive)).filter((copy) => copy.type === type);
    return own.length ? this.rules.moved(directive, own) : [directive];
  }
}

const joinField = (graph: string): ConstDirectiveNode =>
  withGraph({ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'join__field' } }, graph);

export function textOf(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

export const withGraph = (directive: ConstDirectiveNode, graph: string): ConstDirectiveNode =>
  withArgument(directive, 'graph', { kind: Kind.ENUM, value: graph });

export function withArgument(
  directive: ConstDirectiveNode,
  name: string,
  value: ConstValueNode | undefined,
): ConstDirectiveNode {
  const others = directive.arguments?.filter((it) => it.name.value !== name) ?? [];
  const own: ConstArgumentNode[] = value
    ? [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value }]
    : [];
  return { ...directive, arguments: [...others, ...own] };
}
