import { type DocumentNode, Kind } from 'graphql';
import { graphNames, graphOf, isTrueArgument, joinDirectives } from './join.js';

/** The subgraphs that resolve a field. It reads the supergraph at each call: only errors need it. */
export class Owners {
  readonly #supergraph: DocumentNode;
  #names?: ReadonlyMap<string, string>;

  constructor(supergraph: DocumentNode) {
    this.#supergraph = supergraph;
  }

  /**
   * @param coordinate the schema coordinate of a field, such as `Town.name`
   * @returns names of subgraphs, sorted
   */
  of(coordinate: string): string[] {
    const [typeName, fieldName] = coordinate.split('.');
    for (const type of this.#supergraph.definitions) {
      const hasFields = type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION;
      if (!hasFields || type.name.value !== typeName) continue;
      const field = type.fields?.find(({ name }) => name.value === fieldName);
      const ofField = joinDirectives(field ?? {}, 'join__field').filter((it) => !isTrueArgument(it, 'external'));
      // A field that every subgraph of its type resolves has no @join__field.
      const graphs = ofField.flatMap((it) => graphOf(it) ?? []);
      const all = graphs.length ? graphs : joinDirectives(type, 'join__type').flatMap((it) => graphOf(it) ?? []);
      return [...new Set(all)].map((graph) => this.#nameOf(graph)).sort();
    }
    return [];
  }

  #nameOf(graph: string): string {
    this.#names ??= graphNames(this.#supergraph);
    return this.#names.get(graph) ?? graph;
  }
}
