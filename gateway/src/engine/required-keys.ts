// The planner has no plan for a field that requires another where the entity must first exchange its key: it fetches the
// new key and what is required in two steps, and finds no one step that the field's own could follow. Told in another
// way it has: what is required becomes a part of the entity's key, in a copy of the subgraph that has the field alone.
import type { Supergraph } from '../supergraph.js';
import {
  type CopiedSupergraph,
  copied,
  type GraphCopy,
  requiringFields,
  textOf,
  withArgument,
  withGraph,
} from './graph-copies.js';

interface Copy extends GraphCopy {
  readonly requires: string;
}

/** The supergraph with every @requires told as a key; undefined where there is none that can be. */
export function requiredKeys(supergraph: Supergraph): CopiedSupergraph | undefined {
  const copies = new Map<string, Copy>();
  for (const { graph, type, requires } of requiringFields(supergraph.document)) {
    const id = `${graph} ${type} ${requires}`;
    if (isKeyLike(requires) && !copies.has(id))
      copies.set(id, { graph, type, requires, name: `${graph}__R${copies.size}` });
  }
  if (!copies.size) return undefined;
  return copied<Copy>(supergraph, [...copies.values()], {
    has: () => true,
    keyIn: ({ requires }, key) => `${key} ${requires}`,
    moved: (directive, own) => {
      const copy = own.find(({ requires }) => requires === textOf(directive, 'requires'));
      return [copy ? withArgument(withGraph(directive, copy.name), 'requires', undefined) : directive];
    },
  });
}

/** Arguments and type conditions are for @requires alone. */
const isKeyLike = (requires: string): boolean => !/[(.]/.test(requires);
