import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { JoinGraph } from '../graph/join-graph.js';
import type { Required } from '../plan.js';

export const requiredName: Required = { kind: 'field', name: '__typename' };

export interface Representing {
  readonly graph: JoinGraph;
  /** Where the value of a field was fetched to. */
  readonly keyOf: (node: FieldNode) => string;
}

/** What a representation has of a key, or of what a field requires; nested objects of abstract types have their name. */
export function requiredOf(set: SelectionSetNode, type: string | undefined, representing: Representing): Required[] {
  return set.selections.flatMap((it): Required[] => {
    if (it.kind === Kind.FRAGMENT_SPREAD) return [];
    if (it.kind === Kind.INLINE_FRAGMENT) {
      const condition = it.typeCondition?.name.value;
      const selections = requiredOf(it.selectionSet, condition ?? type, representing);
      return [{ kind: 'fragment', type: condition, selections }];
    }
    return [requiredField(it, type, representing)];
  });
}

function requiredField(node: FieldNode, type: string | undefined, representing: Representing): Required {
  const { graph, keyOf } = representing;
  const key = keyOf(node);
  const alias = key === node.name.value ? undefined : node.name.value;
  if (!node.selectionSet) return { kind: 'field', name: key, alias };
  const below = type === undefined ? undefined : graph.superType(type)?.fields.get(node.name.value);
  const selections = requiredOf(node.selectionSet, below, representing);
  const isAbstract = below !== undefined && graph.superType(below)?.kind !== 'object';
  return { kind: 'field', name: key, alias, selections: isAbstract ? [requiredName, ...selections] : selections };
}
