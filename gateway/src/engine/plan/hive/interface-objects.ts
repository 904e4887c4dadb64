// The planner makes one fetch of those that fragments on several implementations need of an interface object, and keeps
// the type condition of one of them alone: entities of the others would go without. Such a fetch is for each of them that is
// asked for it.
import { type DocumentNode, type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { collectFields, responseKey, selectionSetsOf } from '../../document/collect-fields.js';
import { fetchedKeys } from '../../document/fetched-keys.js';
import { renamesOf } from '../../run/rewrites.js';
import type { InternalFields } from '../../supergraph/internal-fields.js';
import type { EntitySlot, FetchPlan, PathSegment, Plan } from '../plan.js';

/** Abstract type → its object types. */
export type Members = ReadonlyMap<string, ReadonlySet<string>>;

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

/** The plan of a query with its fetches of interface objects for every implementation that the query asks the same of. */
export function widened(plan: Plan, query: string, members: Members, internal: InternalFields): Plan {
  let selected: Selected | undefined;
  return mapSlots(plan, (slot, { document }) => {
    const [required, ...others] = slot.requires;
    const name = interfaceOf(slot);
    if (name === undefined || others.length || required?.kind !== 'fragment' || required.type === undefined)
      return slot;
    if (!members.get(name)?.has(required.type)) return slot;
    selected ??= new Selected(query, members);
    const fetched = fetchedKeys(document, slot.responseKey, renamesOf(slot.outputRewrites));
    // What leads to the fetch of a key, or of what is required, does not name it: it is for all that the query tells apart.
    const isPlans = [...fetched].some((key) => internal.has(key));
    const isAsked = ({ key, told }: Selection) => told !== undefined && told !== name && (isPlans || fetched.has(key));
    const isFor = (object: string) =>
      object === required.type || slot.paths.some((path) => selected!.at(path, object).some(isAsked));
    const types = [...members.get(name)!].filter(isFor);
    return types.length > 1 ? { ...slot, requires: types.map((type) => ({ ...required, type })) } : slot;
  });
}

/** The interface as which the slot's entities are asked for. */
function interfaceOf({ inputRewrites }: EntitySlot): string | undefined {
  for (const { change } of inputRewrites) if ('set' in change && typeof change.set === 'string') return change.set;
  return undefined;
}

interface Selection {
  readonly key: string;
  /** The innermost type condition that it stands under. */
  readonly told?: string;
}

/** What a query selects, by place and type. */
class Selected {
  readonly #roots: SelectionSetNode[] = [];
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    query: string,
    readonly members: Members,
  ) {
    for (const node of parse(query, { noLocation: true }).definitions) {
      if (node.kind === Kind.OPERATION_DEFINITION) this.#roots.push(node.selectionSet);
      if (node.kind !== Kind.FRAGMENT_DEFINITION) continue;
      this.#fragments.set(node.name.value, node);
    }
  }

  /** Of an object of that type at the path. */
  at(path: readonly PathSegment[], object: string): Selection[] {
    let sets: readonly SelectionSetNode[] = this.#roots;
    for (const segment of path) {
      if (!('field' in segment)) continue;
      sets = selectionSetsOf(collectFields(sets, this.#fragments).get(segment.field));
    }
    return sets.flatMap((set) => this.#of(object, set, undefined));
  }

  #of(object: string, set: SelectionSetNode, told: string | undefined): Selection[] {
    return set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [{ key: responseKey(selection), told }];
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value)!;
      const on = typeCondition?.name.value ?? told;
      const admits = on === undefined || on === object || this.members.get(on)?.has(object);
      return admits ? this.#of(object, selectionSet, on) : [];
    });
  }
}

function mapSlots(plan: Plan, change: (slot: EntitySlot, fetch: FetchPlan) => EntitySlot): Plan {
  const inside = (it: Plan): Plan => mapSlots(it, change);
  switch (plan.kind) {
    case 'fetch':
      return plan.entities.length ? { ...plan, entities: plan.entities.map((slot) => change(slot, plan)) } : plan;
    case 'condition':
      return { ...plan, ifTrue: plan.ifTrue && inside(plan.ifTrue), ifFalse: plan.ifFalse && inside(plan.ifFalse) };
    default:
      return { ...plan, nodes: plan.nodes.map(inside) };
  }
}
