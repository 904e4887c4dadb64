// The planner has no plan for a field that requires another where the entity must first exchange its key: it fetches the
// new key and what is required in two steps, and finds no one step that the field's own could follow. Told in another
// way it has: what is required becomes a part of the entity's key, in a copy of the subgraph that has the field alone.
import type { Supergraph } from '../../../supergraph.js';
import {
  type CopiedSupergraph,
  copied,
  type GraphCopy,
  type Requiring,
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
  for (const { graph, type, requires } of tellable(requiringFields(supergraph.document))) {
    const id = `${graph} ${type} ${requires}`;
    if (!copies.has(id)) copies.set(id, { graph, type, requires, name: `${graph}__R${copies.size}` });
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

/**
 * What can be told as a key. Arguments and type conditions are for @requires alone; and of a field that is in a key the
 * planner does not see what it requires in turn, unless that is told as a key as well.
 */
function tellable(all: readonly Requiring[]): readonly Requiring[] {
  const kept = new Set(all.filter(({ requires }) => !/[(.]/.test(requires)));
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    const others = new Set(all.flatMap((it) => (kept.has(it) ? [] : it.field)));
    for (const it of kept) if (it.requires.match(/\w+/g)?.some((name) => others.has(name))) kept.delete(it);
  }
  return [...kept];
}
