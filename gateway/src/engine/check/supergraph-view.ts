import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
import { applicationsOf, isIn } from './join-directives.js';

export type CompositeNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export function isComposite(node: DefinitionNode): node is CompositeNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** The types of the whole, inaccessible ones included. */
export class SupergraphView {
  readonly schema: GraphQLSchema;
  readonly #possible = new Map<string, ReadonlySet<string>>();
  readonly #inaccessible: ReadonlySet<string>;
  readonly #contexts: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(readonly document: DocumentNode) {
    this.schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
    const types = document.definitions.filter(isTypeDefinitionNode);
    this.#inaccessible = new Set(
      types.filter((it) => applicationsOf(it, 'inaccessible').length > 0).map(({ name }) => name.value),
    );
    this.#contexts = contextsOf(types);
  }

  /** Each value of join__Graph with the name of its subgraph. */
  get graphs(): ReadonlyMap<string, string> {
    const graphs = new Map<string, string>();
    for (const node of this.document.definitions) {
      if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') continue;
      for (const value of node.values ?? []) {
        const [graph] = applicationsOf(value, 'join__graph');
        if (typeof graph?.name === 'string') graphs.set(value.name.value, graph.name);
      }
    }
    return graphs;
  }

  isTypeIn(graph: string, node: TypeDefinitionNode): boolean {
    return !node.name.value.startsWith('join__') && isIn(graph, node, 'join__type');
  }

  /** The runtime types of a type of the supergraph. */
  possible(name: string): ReadonlySet<string> {
    let names = this.#possible.get(name);
    if (!names) {
      const type = this.schema.getType(name);
      const objects = isAbstractType(type) ? this.schema.getPossibleTypes(type).map((it) => it.name) : [name];
      names = new Set(isObjectType(type) || isAbstractType(type) ? objects : []);
      this.#possible.set(name, names);
    }
    return names;
  }

  /** Whether a `__typename` fulfils a type condition. With @interfaceObject the name of an interface is a `__typename`. */
  admits(condition: string, typename: string): boolean {
    return condition === typename || this.possible(condition).has(typename);
  }

  isAbstract(name: string): boolean {
    return isAbstractType(this.schema.getType(name));
  }

  isInterface(name: string): boolean {
    return isInterfaceType(this.schema.getType(name));
  }

  isHidden(name: string): boolean {
    return this.#inaccessible.has(name);
  }

  /** The types whose objects set a context. */
  settersOf(context: string): ReadonlySet<string> {
    return this.#contexts.get(context) ?? new Set();
  }
}

function contextsOf(types: readonly TypeDefinitionNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const contexts = new Map<string, Set<string>>();
  for (const type of types)
    for (const { name } of applicationsOf(type, 'context')) {
      const setters = contexts.get(String(name)) ?? new Set();
      contexts.set(String(name), setters.add(type.name.value));
    }
  return contexts;
}
