// The checker reads the directives of the join specification by itself: a mistake that a planner makes when it reads
// them must not be made a second time here.
import { type ConstDirectiveNode, valueFromASTUntyped } from 'graphql';

/** Arguments of one directive as plain values; a value of an enum is its name. */
export type DirectiveArguments = Readonly<Record<string, unknown>>;

interface Annotated {
  readonly directives?: readonly ConstDirectiveNode[];
}

/** The arguments of every directive of that name, in order. */
export function applicationsOf({ directives = [] }: Annotated, name: string): DirectiveArguments[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(given.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])),
    );
}

/** The applications that name the graph. */
export function applicationsIn(graph: string, node: Annotated, name: string): DirectiveArguments[] {
  return applicationsOf(node, name).filter((it) => it.graph === graph);
}

/** Whether an element is in a graph: without any such directive it is wherever its parent is. */
export function isIn(graph: string, node: Annotated, name: string): boolean {
  const all = applicationsOf(node, name);
  return all.length === 0 || all.some((it) => it.graph === graph);
}
