// The planner makes one fetch of those that fragments on several implementations need of an interface object, and keeps
// the type condition of one of them alone: entities of the others would go without. Such a fetch is for all of them.
import { type DocumentNode, Kind, parse, visit } from 'graphql';
import type { EntitySlot, Plan } from './plan.js';

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
  let told: ReadonlySet<string> | undefined;
  const isToldApart = (name: string): boolean => {
    told ??= conditionsOf(query);
    const objects = new Set([...told].filter((it) => it !== name).flatMap((it) => [...(members.get(it) ?? [it])]));
    return [...members.get(name)!].filter((object) => objects.has(object)).length > 1;
  };
  return mapSlots(plan, (slot) => {
    const [required, ...others] = slot.requires;
    const name = interfaceOf(slot);
    if (name === undefined || others.length || required?.kind !== 'fragment' || required.type === undefined)
      return slot;
    if (!members.get(name)?.has(required.type) || !isToldApart(name)) return slot;
    return { ...slot, requires: [{ ...required, type: name }] };
  });
}

/** The interface as which the slot's entities are asked for. */
function interfaceOf({ inputRewrites }: EntitySlot): string | undefined {
  for (const { change } of inputRewrites) if ('set' in change && typeof change.set === 'string') return change.set;
  return undefined;
}

function conditionsOf(query: string): ReadonlySet<string> {
  const names = new Set<string>();
  const note = ({ typeCondition }: { typeCondition?: { name: { value: string } } }): void => {
    if (typeCondition) names.add(typeCondition.name.value);
  };
  visit(parse(query, { noLocation: true }), { InlineFragment: note, FragmentDefinition: note });
  return names;
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
