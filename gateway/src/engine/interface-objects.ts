// The planner makes one fetch of those that fragments on several implementations need of an interface object, and keeps
// the type condition of one of them alone: entities of the others would go without. Such a fetch is for all of them.
import { type DocumentNode, type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';
import type { EntitySlot, PathSegment, Plan } from './plan.js';
import { fieldsOf, keyOf } from './response-keys.js';

/** Abstract type → its object types. */
type Members = ReadonlyMap<string, ReadonlySet<string>>;

export function membersOf({ definitions }: DocumentNode): Members {
  const members = new Map<string, Set<string>>();
  const add = (abstract: string, object: string): void => {
    members.set(abstract, (members.get(abstract) ?? new Set()).add(object));
  };
  for (const node of definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION)
      for (const it of node.interfaces ?? []) add(it.name.value, node.name.value);
    if (node.kind === Kind.UNION_TYPE_DEFINITION)
      for (const it of node.types ?? []) add(node.name.value, it.name.value);
  }
  return members;
}

/** The plan of a query with its fetches of interface objects for every implementation, where the query tells some apart. */
export function widened(plan: Plan, query: string, members: Members): Plan {
  let conditions: Conditions | undefined;
  const isToldApart = (name: string, { paths }: EntitySlot): boolean => {
    conditions ??= new Conditions(query);
    const told = new Set(paths.flatMap((path) => conditions!.at(path)).filter((it) => it !== name));
    const objects = new Set([...told].flatMap((it) => [...(members.get(it) ?? [it])]));
    return [...members.get(name)!].filter((object) => objects.has(object)).length > 1;
  };
  return mapSlots(plan, (slot) => {
    const [required, ...others] = slot.requires;
    const name = interfaceOf(slot);
    if (name === undefined || others.length || required?.kind !== 'fragment' || required.type === undefined)
      return slot;
    if (!members.get(name)?.has(required.type) || !isToldApart(name, slot)) return slot;
    return { ...slot, requires: [{ ...required, type: name }] };
  });
}

/** The interface as which the slot's entities are asked for. */
function interfaceOf({ inputRewrites }: EntitySlot): string | undefined {
  for (const { change } of inputRewrites) if ('set' in change && typeof change.set === 'string') return change.set;
  return undefined;
}

/** The type conditions of a query, by their place. */
class Conditions {
  readonly #roots: SelectionSetNode[] = [];
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #sets = new Map<string, SelectionSetNode>();

  constructor(query: string) {
    for (const node of parse(query, { noLocation: true }).definitions) {
      if (node.kind === Kind.OPERATION_DEFINITION) this.#roots.push(node.selectionSet);
      if (node.kind !== Kind.FRAGMENT_DEFINITION) continue;
      this.#fragments.set(node.name.value, node);
      this.#sets.set(node.name.value, node.selectionSet);
    }
  }

  /** Those on an object at the path. */
  at(path: readonly PathSegment[]): string[] {
    let sets = this.#roots;
    for (const segment of path) {
      if (!('field' in segment)) continue;
      const fields = sets.flatMap((set) => fieldsOf(set, this.#sets));
      sets = fields.flatMap((field) => (keyOf(field) === segment.field ? (field.selectionSet ?? []) : []));
    }
    return sets.flatMap((set) => this.#of(set));
  }

  #of(set: SelectionSetNode): string[] {
    return set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [];
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value)!;
      return [...(typeCondition ? [typeCondition.name.value] : []), ...this.#of(selectionSet)];
    });
  }
}

function mapSlots(plan: Plan, change: (slot: EntitySlot) => EntitySlot): Plan {
  const inside = (it: Plan): Plan => mapSlots(it, change);
  switch (plan.kind) {
    case 'fetch':
      return plan.entities.length ? { ...plan, entities: plan.entities.map(change) } : plan;
    case 'condition':
      return { ...plan, ifTrue: plan.ifTrue && inside(plan.ifTrue), ifFalse: plan.ifFalse && inside(plan.ifFalse) };
    default:
      return { ...plan, nodes: plan.nodes.map(inside) };
  }
}
