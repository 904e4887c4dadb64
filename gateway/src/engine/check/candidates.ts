import { getNamedType, isObjectType } from 'graphql';
import { common, type Names } from './name-set.js';
import { objectsOf, runtimeOf } from './subgraph-types.js';
import type { SubgraphView } from './subgraph-view.js';
import type { SupergraphView } from './supergraph-view.js';
import type { TypeView } from './type-view.js';

/** Subgraphs that may resolve one path of an operation. */
export type Candidates = ReadonlySet<SubgraphView>;

/** @param from the candidates of the object that has the field */
export function candidatesOf(
  from: Candidates,
  types: readonly string[],
  field: string,
  all: Iterable<SubgraphView>,
  supergraph: SupergraphView,
): Candidates {
  const resolves = (subgraph: SubgraphView, name: string): boolean => {
    const type = typeIn(subgraph, name, supergraph);
    const view = type?.fields.get(field);
    if (!type || !view || view.external) return false;
    return from.has(subgraph) || type.keys.some(({ resolvable }) => resolvable);
  };
  return new Set([...all].filter((subgraph) => types.some((name) => resolves(subgraph, name))));
}

/**
 * The runtime types that the value of a field has in every subgraph that may resolve it. A planner may resolve the field
 * in any of them, so that Federation guarantees fields of these types alone.
 * @returns undefined if no candidate knows the field: then every type is guaranteed
 */
export function guaranteedTypes(
  candidates: Candidates,
  types: readonly string[],
  field: string,
  supergraph: SupergraphView,
): Names | undefined {
  let guaranteed: Names | undefined;
  for (const subgraph of candidates)
    for (const name of types) {
      const view = typeIn(subgraph, name, supergraph);
      const type = view && subgraph.schema.getType(view.name);
      const definition = isObjectType(type) ? type.getFields()[field] : undefined;
      if (!definition) continue;
      const objects = objectsOf(getNamedType(definition.type).name, subgraph, supergraph);
      const possible = new Set(objects.flatMap(({ runtime }) => [...runtime]));
      guaranteed = guaranteed ? common(guaranteed, possible) : possible;
    }
  return guaranteed;
}

/** A runtime type in a subgraph: by its own name, or by that of an interface object. */
function typeIn({ types }: SubgraphView, name: string, supergraph: SupergraphView): TypeView | undefined {
  const own = types.get(name);
  if (own) return own;
  return [...types.values()].find((it) => it.isInterfaceObject && runtimeOf(it, supergraph).has(name));
}
