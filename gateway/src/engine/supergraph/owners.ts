import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/** Which subgraphs answer a field. Looked up where one answered what it must not, so that nothing is made before. */
export class Owners {
  readonly #supergraph: DocumentNode;
  #names?: ReadonlyMap<string, string>;

  constructor(supergraph: DocumentNode) {
    this.#supergraph = supergraph;
  }

  /** @param label the schema coordinate of a field, `Town.name` */
  of(label: string): string[] {
    const [typeName, fieldName] = label.split('.');
    for (const type of this.#supergraph.definitions) {
      const hasFields = type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION;
      if (!hasFields || type.name.value !== typeName) continue;
      const { directives = [] } = type.fields?.find(({ name }) => name.value === fieldName) ?? {};
      const own = graphsOf(directives, 'join__field');
      const names = own.length > 0 ? own : graphsOf(type.directives ?? [], 'join__type');
      return [...new Set(names)].map((graph) => this.#nameOf(graph)).sort();
    }
    return [];
  }

  #nameOf(graph: string): string {
    this.#names ??= namesOf(this.#supergraph);
    return this.#names.get(graph) ?? graph;
  }
}

function graphsOf(directives: readonly ConstDirectiveNode[], name: string): string[] {
  return directives
    .filter((directive) => directive.name.value === name && argumentOf(directive, 'external') !== 'true')
    .flatMap((directive) => argumentOf(directive, 'graph') ?? []);
}

function argumentOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = given.find((each) => each.name.value === name)?.value;
  return value && 'value' in value ? String(value.value) : undefined;
}

function namesOf({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const graphs = definitions.find(
    (node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return new Map(
    values.map(({ name, directives = [] }) => {
      const graph = directives.find((directive) => directive.name.value === 'join__graph');
      return [name.value, (graph && argumentOf(graph, 'name')) ?? name.value];
    }),
  );
}
