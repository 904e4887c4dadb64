import { isAbstractType, isObjectType } from 'graphql';
import type { Names } from './name-set.js';
import type { SubgraphView } from './subgraph-view.js';
import type { SupergraphView } from './supergraph-view.js';
import type { TypeView } from './type-view.js';

/** An object type of a subgraph, and the runtime types of the whole that its objects may be. */
export interface SubgraphObject {
  readonly type: TypeView;
  readonly runtime: Names;
}

/** The object types that a value of the type may be in the subgraph. */
export function objectsOf(name: string, subgraph: SubgraphView, supergraph: SupergraphView): SubgraphObject[] {
  const type = subgraph.schema.getType(name);
  const objects = isAbstractType(type) ? subgraph.schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
  return objects.flatMap((object) => {
    const view = subgraph.types.get(object.name);
    return view ? [{ type: view, runtime: runtimeOf(view, supergraph) }] : [];
  });
}

/** An interface object is of any implementation; of an interface without one, of the interface itself. */
export function runtimeOf({ name, isInterfaceObject }: TypeView, supergraph: SupergraphView): Names {
  const possible = isInterfaceObject ? supergraph.possible(name) : new Set<string>();
  return possible.size ? possible : new Set([name]);
}

/** Whether an object of the object type fulfils a type condition in the subgraph. */
export function appliesTo(object: string, subgraph: SubgraphView): (condition: string) => boolean {
  return (condition) => {
    if (condition === object) return true;
    const [wanted, type] = [subgraph.schema.getType(condition), subgraph.schema.getType(object)];
    return isAbstractType(wanted) && isObjectType(type) && subgraph.schema.isSubType(wanted, type);
  };
}
