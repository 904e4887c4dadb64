import { type ConstDirectiveNode, type DocumentNode, Kind, type ValueNode, visit } from 'graphql';

/** Value of join__Graph → name of the subgraph. */
export function graphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  visit(supergraph, {
    EnumValueDefinition: ({ name, directives }) => {
      const graph = directives?.find((directive) => directive.name.value === 'join__graph');
      const value = graph && argumentOf(graph, 'name');
      if (value?.kind === Kind.STRING) names.set(name.value, value.value);
    },
  });
  return names;
}

export function argumentOf(directive: ConstDirectiveNode, name: string): ValueNode | undefined {
  return directive.arguments?.find((it) => it.name.value === name)?.value;
}

/** The value of join__Graph that a directive of join is for. */
export function graphOf(directive: ConstDirectiveNode): string | undefined {
  const value = argumentOf(directive, 'graph');
  return directive.name.value.startsWith('join__') && value?.kind === Kind.ENUM ? value.value : undefined;
}
