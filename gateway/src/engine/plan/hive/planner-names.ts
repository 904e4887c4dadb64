// The planner walks subgraphs in the order of their names, and finds no way from an interface object to a field of an
// implementation if the interface object's subgraph comes before the interface's. So it is given names that sort well.
import { type ConstDirectiveNode, type DocumentNode, Kind, print, type ValueNode, visit } from 'graphql';
import type { Supergraph } from '../../../supergraph.js';
import { argumentOf, graphNames } from '../../supergraph/join.js';

export interface PlannerNames {
  readonly sdl: string;
  /** The subgraph's own name, from the planner's. */
  readonly nameOf: (name: string) => string;
}

/** Renames subgraphs for the planner where their order matters; a supergraph without interface objects stays as it is. */
export function plannerNames({ sdl, document }: Supergraph): PlannerNames {
  const last = interfaceObjectGraphs(document);
  if (!last.size) return { sdl, nameOf: (name) => name };
  const graphs = graphNames(document);
  const ordered = [...graphs.keys()].sort((a, b) => Number(last.has(a)) - Number(last.has(b)) || (a < b ? -1 : 1));
  const renamed = new Map(ordered.map((graph, i) => [graph, `G${String(i).padStart(4, '0')}`]));
  const newNames = new Map(ordered.map((graph) => [graphs.get(graph)!, renamed.get(graph)!.toLowerCase()]));
  const oldNames = new Map([...newNames].map(([name, other]) => [other, name]));
  return { sdl: print(rename(document, renamed, newNames)), nameOf: (name) => oldNames.get(name) ?? name };
}

function interfaceObjectGraphs(document: DocumentNode): ReadonlySet<string> {
  const graphs = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      const flag = argumentOf(directive as ConstDirectiveNode, 'isInterfaceObject');
      const graph = argumentOf(directive as ConstDirectiveNode, 'graph');
      if (flag?.kind === Kind.BOOLEAN && flag.value && graph?.kind === Kind.ENUM) graphs.add(graph.value);
    },
  });
  return graphs;
}

function rename(
  document: DocumentNode,
  graphs: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): DocumentNode {
  return visit(document, {
    EnumTypeDefinition: (node) => {
      if (node.name.value !== 'join__Graph') return undefined;
      const values = node.values?.map((it) => ({ ...it, name: { ...it.name, value: graphs.get(it.name.value)! } }));
      return { ...node, values };
    },
    Directive: (node) => {
      if (!node.name.value.startsWith('join__')) return undefined;
      const args = node.arguments?.map((it) => ({
        ...it,
        value: renamedValue(it.name.value, it.value, graphs, names),
      }));
      return { ...node, arguments: args };
    },
  });
}

function renamedValue(
  argumentName: string,
  value: ValueNode,
  graphs: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): ValueNode {
  if (argumentName === 'graph' && value.kind === Kind.ENUM)
    return { ...value, value: graphs.get(value.value) ?? value.value };
  const isName = argumentName === 'name' || argumentName === 'override';
  if (!isName || value.kind !== Kind.STRING || !names.has(value.value)) return value;
  return { ...value, value: names.get(value.value)! };
}
