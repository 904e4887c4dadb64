import { Kind, type SelectionSetNode } from 'graphql';
import type { GraphField, GraphType } from '../graph/graph-type.js';
import { isOwner, type Position } from './position.js';
import type { Terrain } from './terrain.js';

/** The field at a position, and what the way to it provides below the field. */
export interface FieldAt {
  readonly field: GraphField;
  readonly provided: readonly SelectionSetNode[];
}

/**
 * The field as the subgraph resolves it for every object at the position; undefined if it does not, or only for some.
 * A field with `@requires` or `@fromContext` is returned: its inputs are the caller's to see to.
 */
export function fieldAt(position: Position, name: string, terrain: Terrain): FieldAt | undefined {
  const { type, provided } = position;
  const field = type.fields.get(name);
  if (!field || !isOwner(field, terrain.labels)) return undefined;
  const below = providedBelow(provided, name, type, terrain);
  if (field.external && !below) return undefined;
  if (type.kind === 'interface' && !below && !terrain.isCommon(type, name)) return undefined;
  return { field, provided: [...(below ?? []), ...(field.provides ? [field.provides] : [])] };
}

/** What `@provides` has below a field; undefined if it does not have the field. */
function providedBelow(
  sets: readonly SelectionSetNode[],
  name: string,
  type: GraphType,
  terrain: Terrain,
): SelectionSetNode[] | undefined {
  let below: SelectionSetNode[] | undefined;
  for (const { selections } of sets)
    for (const it of selections) {
      if (it.kind === Kind.FIELD) {
        if (it.name.value !== name) continue;
        below ??= [];
        if (it.selectionSet) below.push(it.selectionSet);
      } else if (it.kind === Kind.INLINE_FRAGMENT && admits(it.typeCondition?.name.value, type, terrain)) {
        const inner = providedBelow([it.selectionSet], name, type, terrain);
        if (inner) below = [...(below ?? []), ...inner];
      }
    }
  return below;
}

function admits(condition: string | undefined, type: GraphType, { graph }: Terrain): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = graph.superType(condition)?.possible;
  return [...type.possible].every((name) => wanted?.has(name));
}
