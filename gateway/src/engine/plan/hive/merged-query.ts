import {
  buildASTSchema,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
} from 'graphql';
import type { Supergraph } from '../../../supergraph.js';
import { type Fragments, responseKey } from '../../document/collect-fields.js';

/** Gives queries with their fragments in place, and what shares a response key or a type condition as one. */
export function queryMerger({ document }: Supergraph): (query: string) => string {
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  return (query) => {
    const fragments = new Map<string, FragmentDefinitionNode>();
    const operations: OperationDefinitionNode[] = [];
    for (const node of parse(query, { noLocation: true }).definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
      if (node.kind === Kind.OPERATION_DEFINITION) operations.push(node);
    }
    const merger = new Merger(schema, fragments);
    const definitions = operations.map((node) => {
      const root = schema.getRootType(node.operation) ?? undefined;
      return { ...node, selectionSet: merger.merge([node.selectionSet], root) };
    });
    return print({ kind: Kind.DOCUMENT, definitions });
  };
}

interface Group {
  readonly node: FieldNode | InlineFragmentNode;
  readonly sets: SelectionSetNode[];
}

class Merger {
  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: Fragments,
  ) {}

  merge(sets: readonly SelectionSetNode[], type: GraphQLNamedType | undefined): SelectionSetNode {
    const groups = new Map<string, Group>();
    for (const set of sets) this.#gather(set, type, groups);
    const selections = [...groups.values()].map(({ node, sets }): Group['node'] =>
      sets.length ? { ...node, selectionSet: this.merge(sets, this.#typeOf(node, type)) } : node,
    );
    return { kind: Kind.SELECTION_SET, selections };
  }

  #gather(set: SelectionSetNode, type: GraphQLNamedType | undefined, groups: Map<string, Group>): void {
    const add = (key: string, node: Group['node']): void => {
      const group = groups.get(key) ?? { node, sets: [] };
      if (node.selectionSet) group.sets.push(node.selectionSet);
      groups.set(key, group);
    };
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        add(responseKey(selection), selection);
        continue;
      }
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value)!;
      const condition = typeCondition?.name.value;
      if (condition === undefined || condition === type?.name) this.#gather(selectionSet, type, groups);
      else add(`... on ${condition}`, { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet });
    }
  }

  #typeOf(node: Group['node'], parent: GraphQLNamedType | undefined): GraphQLNamedType | undefined {
    if (node.kind === Kind.INLINE_FRAGMENT) return this.schema.getType(node.typeCondition!.name.value);
    if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
    const field = parent.getFields()[node.name.value];
    return field && getNamedType(field.type);
  }
}
