import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type OperationTypeNode,
  type UnionTypeDefinitionNode,
} from 'graphql';
import { graphNames } from '../../supergraph/join.js';
import { namedType } from '../../supergraph/named-type.js';
import { parseFieldSet } from './field-set.js';
import type { GraphType, Key, SuperType } from './graph-type.js';
import { flagOf, graphOf, joins, textOf } from './join-directive.js';
import { extensionKeyFields, GraphFields } from './read-fields.js';

type CompositeNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | UnionTypeDefinitionNode;

const none: ReadonlySet<string> = new Set();

/**
 * The subgraphs of a supergraph, read from its `join__*` directives when a type is first used:
 * https://specs.apollo.dev/join/
 */
export class JoinGraph {
  /** Value of join__Graph → name of the subgraph. */
  readonly names: ReadonlyMap<string, string>;
  readonly #nodes = new Map<string, CompositeNode>();
  readonly #roots = new Map<OperationTypeNode, string>();
  readonly #implementers = new Map<string, ObjectTypeDefinitionNode[]>();
  readonly #fields = new Map<CompositeNode, ReadonlyMap<string, FieldDefinitionNode>>();
  readonly #superTypes = new Map<string, SuperType | undefined>();
  readonly #graphTypes = new Map<string, GraphType | undefined>();
  readonly #extensionKeyFields: ReadonlySet<string>;

  constructor({ definitions }: DocumentNode) {
    this.names = graphNames({ kind: Kind.DOCUMENT, definitions });
    for (const node of definitions) {
      if (node.kind === Kind.SCHEMA_DEFINITION)
        for (const { operation, type } of node.operationTypes) this.#roots.set(operation, type.name.value);
      if (
        node.kind === Kind.OBJECT_TYPE_DEFINITION ||
        node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
        node.kind === Kind.UNION_TYPE_DEFINITION
      )
        this.#nodes.set(node.name.value, node);
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      for (const { name } of node.interfaces ?? [])
        this.#implementers.set(name.value, [...(this.#implementers.get(name.value) ?? []), node]);
    }
    this.#extensionKeyFields = extensionKeyFields(this.#nodes, (type) => this.superType(type));
  }

  /** The name of a root type. */
  root(operation: 'query' | 'mutation'): string {
    return this.#roots.get(operation as OperationTypeNode) ?? (operation === 'query' ? 'Query' : 'Mutation');
  }

  /** Undefined for scalars, enums and input objects. */
  superType(name: string): SuperType | undefined {
    if (!this.#superTypes.has(name)) this.#superTypes.set(name, this.#readSuperType(name));
    return this.#superTypes.get(name);
  }

  /** The type in one subgraph; undefined if the subgraph does not define it. */
  graphType(graph: string, name: string): GraphType | undefined {
    const id = `${graph} ${name}`;
    if (!this.#graphTypes.has(id)) this.#graphTypes.set(id, this.#readGraphType(graph, name));
    return this.#graphTypes.get(id);
  }

  #readSuperType(name: string): SuperType | undefined {
    const node = this.#nodes.get(name);
    if (!node) return undefined;
    const isUnion = node.kind === Kind.UNION_TYPE_DEFINITION;
    const fields = isUnion ? [] : (node.fields ?? []);
    return {
      name,
      kind: kindOf(node),
      fields: new Map(fields.map((field) => [field.name.value, namedType(field.type)])),
      possible: this.#possible(node),
      interfaces: isUnion ? [] : (node.interfaces ?? []).map((it) => it.name.value),
      graphs: [...new Set(joins(node, 'join__type').flatMap((it) => graphOf(it) ?? []))],
      contexts: joins(node, 'context').flatMap((it) => textOf(it, 'name') ?? []),
    };
  }

  #possible(node: CompositeNode): ReadonlySet<string> {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) return new Set([node.name.value]);
    if (node.kind === Kind.UNION_TYPE_DEFINITION) return new Set(node.types?.map((it) => it.name.value));
    return new Set(this.#implementers.get(node.name.value)?.map((it) => it.name.value));
  }

  #readGraphType(graph: string, name: string): GraphType | undefined {
    const node = this.#nodes.get(name);
    const own = node ? joins(node, 'join__type').filter((it) => graphOf(it) === graph) : [];
    if (!node || !own.length) return undefined;
    const isInterfaceObject = own.some((it) => flagOf(it, 'isInterfaceObject'));
    return {
      graph,
      name,
      kind: isInterfaceObject ? 'interfaceObject' : kindOf(node),
      keys: own.flatMap(readKey),
      fields: new GraphFields(graph, this.#fieldNodes(node), (field) =>
        this.#extensionKeyFields.has(`${graph} ${name}.${field}`),
      ),
      possible: isInterfaceObject ? this.#possible(node) : this.#possibleIn(graph, node),
    };
  }

  #fieldNodes(node: CompositeNode): ReadonlyMap<string, FieldDefinitionNode> {
    let fields = this.#fields.get(node);
    if (!fields) {
      fields = new Map(fieldsOf(node).map((field) => [field.name.value, field]));
      this.#fields.set(node, fields);
    }
    return fields;
  }

  #possibleIn(graph: string, node: CompositeNode): ReadonlySet<string> {
    const name = node.name.value;
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION) return new Set([name]);
    if (node.kind === Kind.UNION_TYPE_DEFINITION) {
      const members = joins(node, 'join__unionMember');
      const own = members.filter((it) => graphOf(it) === graph);
      return members.length ? new Set(own.flatMap((it) => textOf(it, 'member') ?? [])) : this.#possible(node);
    }
    const own = this.#implementers
      .get(name)
      ?.filter((object) =>
        joins(object, 'join__implements').some((it) => graphOf(it) === graph && textOf(it, 'interface') === name),
      );
    return own?.length ? new Set(own.map((it) => it.name.value)) : none;
  }
}

const fieldsOf = (node: CompositeNode): readonly FieldDefinitionNode[] =>
  node.kind === Kind.UNION_TYPE_DEFINITION ? [] : (node.fields ?? []);

function kindOf({ kind }: CompositeNode): SuperType['kind'] {
  if (kind === Kind.OBJECT_TYPE_DEFINITION) return 'object';
  return kind === Kind.INTERFACE_TYPE_DEFINITION ? 'interface' : 'union';
}

function readKey(directive: ConstDirectiveNode): Key[] {
  const text = textOf(directive, 'key');
  if (text === undefined) return [];
  return [{ text, fields: parseFieldSet(text), resolvable: flagOf(directive, 'resolvable') ?? true }];
}
