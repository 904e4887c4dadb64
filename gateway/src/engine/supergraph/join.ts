// Reads the join__ directives of a supergraph: https://specs.apollo.dev/join/v0.5/
import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';

export interface JoinGraph {
  /** Value of the enum join__Graph, such as `WATER`. */
  readonly value: string;
  /** Name of the subgraph, such as `water`. */
  readonly name: string;
  readonly url: string;
}

/** The subgraphs of a supergraph, from the enum join__Graph. */
export function joinGraphs({ definitions }: DocumentNode): JoinGraph[] {
  const graphs = definitions.find(
    (node) => node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return values.flatMap(({ name: { value }, directives = [] }) => {
    const graph = directives.find((directive) => directive.name.value === 'join__graph');
    const name = graph && stringArgument(graph, 'name');
    return name === undefined ? [] : [{ value, name, url: stringArgument(graph!, 'url') ?? '' }];
  });
}

/** Value of join__Graph → name of the subgraph. */
export function graphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  return new Map(joinGraphs(supergraph).map(({ value, name }) => [value, name]));
}

/** The join__ directives of an element, or those of one name. */
export function joinDirectives(
  { directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] },
  name?: 'join__type' | 'join__field',
): ConstDirectiveNode[] {
  return directives.filter((directive) =>
    name === undefined ? directive.name.value.startsWith('join__') : directive.name.value === name,
  );
}

/** The value of join__Graph that a join__ directive names. */
export function graphOf(directive: ConstDirectiveNode): string | undefined {
  const value = argumentOf(directive, 'graph');
  return directive.name.value.startsWith('join__') && value?.kind === Kind.ENUM ? value.value : undefined;
}

export function argumentOf(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((argument) => argument.name.value === name)?.value;
}

export function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

export function isTrueArgument(directive: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
}
