import type { SelectionSetNode } from 'graphql';
import { Selection } from '../emit/selection.js';
import type { FoundContext } from './context.js';
import type { Place } from './place.js';
import type { Entry } from './terrain.js';

/** Entities of one place that a fetch enters a subgraph with. */
export interface Slot {
  readonly place: Place;
  readonly entry: Entry;
  readonly requires?: SelectionSetNode;
  readonly contexts: readonly FoundContext[];
  readonly selection: Selection;
  isNew: boolean;
}

/** What one subgraph is asked for at one stage. */
export class Fetch {
  /** Root fields. */
  root?: Selection;
  /** Where the root fields are put, if not at the root of the response. */
  place?: Place;
  readonly slots = new Map<string, Slot>();
  /** Fetches that come before it. */
  readonly needs = new Set<Fetch>();

  constructor(
    readonly stage: number,
    readonly graph: string,
  ) {}

  slot(place: Place, entry: Entry, requires: SelectionSetNode | undefined, contexts: readonly FoundContext[]): Slot {
    const id = `${place.id} ${entry.id} ${requires ? requiredId(requires) : ''} ${contexts.map(({ argument }) => argument.name).join()}`;
    let slot = this.slots.get(id);
    if (!slot) {
      slot = { place, entry, requires, contexts, selection: new Selection(entry.to.type), isNew: true };
      this.slots.set(id, slot);
    }
    return slot;
  }
}

const ids = new WeakMap<SelectionSetNode, number>();
let nextId = 0;

function requiredId(set: SelectionSetNode): number {
  let id = ids.get(set);
  if (id === undefined) {
    id = nextId++;
    ids.set(set, id);
  }
  return id;
}
