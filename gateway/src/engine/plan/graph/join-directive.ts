import { type ConstDirectiveNode, Kind } from 'graphql';
import { argumentOf, graphOf } from '../../supergraph/join.js';

export { graphOf };

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[];
}

/** The applications of one directive. */
export function joins({ directives = [] }: Directed, name: string): readonly ConstDirectiveNode[] {
  return directives.filter((it) => it.name.value === name);
}

export function textOf(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

export function flagOf(directive: ConstDirectiveNode, name: string): boolean | undefined {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}
