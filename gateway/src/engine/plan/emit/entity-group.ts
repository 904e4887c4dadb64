import type { SelectionSetNode } from 'graphql';
import type { PathSegment, Required, Rewrite } from '../plan.js';
import type { FoundContext } from '../search/context.js';
import type { Slot } from '../search/fetch.js';
import { selectionSetText } from './operation-text.js';
import { type Aliases, separateOverlaps } from './overlaps.js';
import { type Representing, requiredName, requiredOf } from './representation.js';
import { fragmentNode, selectionSetOf } from './selection-nodes.js';

/** Entities of one runtime type, or of an interface, that a slot requests. */
interface Part {
  /** The type of the entities. */
  readonly type: string;
  /** The type in the subgraph that is entered. */
  readonly entered: string;
  /** The interface that the representation names in place of the runtime type. */
  readonly as?: string;
  readonly requires: readonly Required[];
  readonly set: SelectionSetNode;
  readonly text: string;
  readonly rewrites: readonly Rewrite[];
}

/** Entities that one `_entities` field of a fetch resolves. */
export interface EntityGroup {
  readonly paths: (readonly PathSegment[])[];
  readonly requires: readonly Required[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
  readonly set: SelectionSetNode;
  readonly contexts: readonly FoundContext[];
}

interface Draft {
  readonly slots: Slot[];
  readonly parts: Part[];
}

/**
 * Groups the slots of a fetch: runtime types of one place share a list of representations, and places that are asked the
 * same share one too.
 */
export function entityGroups(slots: readonly Slot[], representing: Representing, aliases: Aliases): EntityGroup[] {
  const byPlace = Map.groupBy(slots, ({ place }) => (place.outer ?? place).id);
  const groups = new Map<string, EntityGroup>();
  for (const same of byPlace.values())
    for (const draft of drafts(same, representing, aliases)) {
      const group = groupOf(draft);
      const id = JSON.stringify([
        group.requires,
        group.inputRewrites,
        group.outputRewrites,
        group.contexts.length ? group.paths : 0,
      ]);
      const known = groups.get(`${id} ${selectionSetText(group.set)}`);
      if (known) known.paths.push(...group.paths);
      else groups.set(`${id} ${selectionSetText(group.set)}`, group);
    }
  return [...groups.values()];
}

function drafts(slots: readonly Slot[], representing: Representing, aliases: Aliases): Draft[] {
  const all: Draft[] = [];
  for (const slot of slots) {
    const part = partOf(slot, representing, aliases);
    const fit = all.find((draft) => fits(slot, part, draft));
    if (fit) {
      fit.slots.push(slot);
      fit.parts.push(part);
    } else all.push({ slots: [slot], parts: [part] });
  }
  return all;
}

/** One list has entities of a runtime type once, and of an interface object only what all of its types are asked for. */
function fits(slot: Slot, part: Part, { slots, parts }: Draft): boolean {
  if (!slot.place.outer || !slots[0]!.place.outer || slot.contexts.length || slots[0]!.contexts.length) return false;
  return parts.every(
    (it) =>
      it.type !== part.type &&
      it.as === part.as &&
      (part.as === undefined || (it.text === part.text && it.entered === part.entered)),
  );
}

function partOf(slot: Slot, representing: Representing, aliases: Aliases): Part {
  const { place, entry, requires, selection } = slot;
  const type = place.reach.type.name;
  const rewrites = separateOverlaps(selection, aliases);
  const set = selectionSetOf(selection);
  const sent = [
    requiredName,
    ...requiredOf(entry.key!.fields, entry.typename, representing),
    ...(requires ? requiredOf(requires, type, representing) : []),
  ];
  return {
    type,
    entered: entry.to.type.name,
    as: entry.typename === type && place.reach.type.kind === 'object' ? undefined : entry.typename,
    requires: unique(sent),
    set,
    text: selectionSetText(set),
    rewrites,
  };
}

function unique(all: readonly Required[]): Required[] {
  const found = new Map<string, Required>();
  for (const it of all) found.set(JSON.stringify(it), it);
  return [...found.values()];
}

function groupOf({ slots, parts }: Draft): EntityGroup {
  const [slot] = slots;
  const [first] = parts;
  const { place } = slot!;
  const types = parts.map(({ type }) => type);
  const selections = first!.as === undefined ? parts : [first!];
  return {
    paths: [pathOf(place, types)],
    requires: parts.map(({ type, requires }) => ({ kind: 'fragment', type, selections: requires })),
    inputRewrites: parts.flatMap(({ type, as }): Rewrite[] =>
      as === undefined ? [] : [{ path: [{ types: [type] }, { key: '__typename' }], change: { set: as } }],
    ),
    outputRewrites: selections.flatMap(({ entered, rewrites }) =>
      rewrites.map(({ path, change }) => ({ path: [{ types: [entered] }, ...path], change })),
    ),
    set: {
      kind: first!.set.kind,
      selections: selections.map(({ entered, set }) => fragmentNode(entered, set.selections)),
    },
    contexts: slot!.contexts,
  };
}

/** A condition that every object fulfils is left out. */
function pathOf(place: Slot['place'], types: readonly string[]): readonly PathSegment[] {
  if (!place.outer) return place.path;
  const isAll = [...place.outer.reach.types].every((type) => types.includes(type));
  return isAll ? place.outer.path : [...place.outer.path, { types }];
}
