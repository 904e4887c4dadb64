import type { GraphQLSchema } from 'graphql';
import { subgraphSchema } from './subgraph-schema.js';
import { isComposite, type SupergraphView } from './supergraph-view.js';
import { readType, type TypeView } from './type-view.js';

/** A subgraph, as far as the supergraph describes it. */
export class SubgraphView {
  readonly types = new Map<string, TypeView>();
  readonly schema: GraphQLSchema;

  /** @param graph its value in the enum join__Graph */
  constructor(
    readonly name: string,
    readonly graph: string,
    supergraph: SupergraphView,
  ) {
    for (const node of supergraph.document.definitions)
      if (isComposite(node) && supergraph.isTypeIn(graph, node)) this.types.set(node.name.value, readType(graph, node));
    this.schema = subgraphSchema(graph, supergraph, this.types);
  }
}
