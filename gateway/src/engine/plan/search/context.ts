import type { ContextArgument } from '../graph/graph-type.js';
import type { JoinGraph } from '../graph/join-graph.js';
import type { Place } from './place.js';

/** An argument of a field, and the objects above the field that have its value. */
export interface FoundContext {
  readonly argument: ContextArgument;
  readonly place: Place;
}

/** The nearest objects above a place that set a context (`@context`). @throws Error if there are none */
export function findContext(argument: ContextArgument, place: Place, graph: JoinGraph): FoundContext {
  for (let above = place.origin?.place; above; above = above.origin?.place)
    if (above !== place.outer && sets(above, argument.context, graph)) return { argument, place: above };
  throw new Error(`No object above ${place.id} sets the context ${argument.context}.`);
}

function sets({ reach }: Place, context: string, graph: JoinGraph): boolean {
  const { name, interfaces, possible } = reach.type;
  return [name, ...interfaces, ...possible].some((it) => graph.superType(it)?.contexts.includes(context));
}
