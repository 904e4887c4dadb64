import type { SelectionSetNode } from 'graphql';
import { Selection } from '../emit/selection.js';
import { findContext } from './context.js';
import { Fetch, type Slot } from './fetch.js';
import { anyNameLeaf, existenceLeaf, type Leaf, typenameLeaf } from './leaf.js';
import type { Leaves } from './leaves.js';
import { NoWay } from './no-way.js';
import type { Place } from './place.js';
import type { Position } from './position.js';
import { type Drafted, Prices, type StageChoice } from './prices.js';
import type { Source } from './reach.js';
import type { Entry } from './terrain.js';

/** A place as one fetch has it. */
export interface Arrival {
  readonly stage: number;
  readonly fetch: Fetch;
  readonly selection: Selection;
}

/**
 * A plan while it is put together. Every leaf is given to the source that adds the fewest fetches; a fetch is a subgraph
 * at a stage, so that what one subgraph is asked for at one stage is one request.
 */
export class Draft implements Drafted {
  readonly fetches = new Map<string, Fetch>();
  /** Fetches that were added where there was another way. */
  readonly optional = new Set<string>();
  readonly #arrivals = new Map<Place, Map<Position, Arrival[]>>();
  readonly #prices: Prices;

  constructor(
    /** Collects the leaves of keys and of what fields require. */
    readonly internal: Leaves,
    /** Fetches that the plan must do without, by id. */
    readonly forbidden: ReadonlySet<string>,
  ) {
    this.#prices = new Prices(this);
  }

  /** Selects a leaf in some fetch no later than `deadline`. @throws NoWay */
  fulfil(leaf: Leaf, deadline: number): Arrival {
    const { place, key, nodes } = leaf;
    const { result, source } = this.#choosing(() => {
      const source = this.#prices.cheapestSource(place, leaf.sources, deadline);
      return { result: this.#arriveBy(place, source.chosen, deadline), source };
    });
    result.selection.add(key, nodes, source.chosen.field);
    return result;
  }

  arrivalBy(place: Place, position: Position, deadline: number): Arrival | undefined {
    return this.#arrivals
      .get(place)
      ?.get(position)
      ?.find(({ stage }) => stage <= deadline);
  }

  /** The first stage, from the earliest to the deadline, at which the subgraph is asked anyway, or else may be asked. */
  stageFor(graph: string, earliest: number, deadline: number, suffix = ''): StageChoice | undefined {
    for (let stage = earliest; stage <= deadline; stage++)
      if (this.fetches.has(idOf(stage, graph, suffix))) return { stage, isOpen: true };
    for (let stage = earliest; stage <= deadline; stage++)
      if (!this.forbidden.has(idOf(stage, graph, suffix))) return { stage, isOpen: false };
    return undefined;
  }

  /** The leaves of a key, or of what a field requires, of a place. */
  leavesOf(place: Place, set: SelectionSetNode): readonly Leaf[] {
    return this.internal.of(place, set);
  }

  #choosing<T extends { source: { alternatives: boolean } }>(choose: () => T): T {
    const before = this.fetches.size;
    const chosen = choose();
    if (chosen.source.alternatives && this.fetches.size > before)
      for (const id of [...this.fetches.keys()].slice(before)) this.optional.add(id);
    return chosen;
  }

  #arriveBy(place: Place, source: Source, deadline: number): Arrival {
    return source.entry
      ? this.#enter(place, source.entry, deadline, source)
      : this.#arriveAt(place, source.position, deadline);
  }

  #arriveAt(place: Place, position: Position, deadline: number): Arrival {
    const known = this.arrivalBy(place, position, deadline);
    if (known) return known;
    const { result } = this.#choosing(() => {
      const way = this.#prices.cheapestWay(place, position, deadline);
      const { from, entry } = way.chosen;
      const result = entry
        ? this.#enter(place, entry, deadline)
        : from
          ? this.#follow(place, position, from, deadline)
          : this.#startAt(place, position);
      return { result, source: way };
    });
    this.#keep(place, position, result);
    return result;
  }

  /** By the field that leads to the place, or by the place of which it is a part. */
  #follow(place: Place, position: Position, from: Source, deadline: number): Arrival {
    const { place: outer, field } = place.origin!;
    const arrival = this.#arriveBy(outer, from, deadline);
    const { selection } = arrival;
    if (field) return { ...arrival, selection: selection.below(field.key, field.nodes, from.field, position.type) };
    return position.type.kind === 'interfaceObject' ? arrival : { ...arrival, selection: selection.on(position.type) };
  }

  #startAt(place: Place, position: Position): Arrival {
    const fetch = this.#fetch(place.offset, position.graph, '');
    fetch.root ??= new Selection(position.type);
    return { stage: place.offset, fetch, selection: fetch.root };
  }

  /** By a key: T(A) -[key]-> T(B), with what the field of `source` requires. */
  #enter(place: Place, entry: Entry, deadline: number, source?: Source): Arrival {
    const requires = source?.field.requires;
    const { graph } = place.reach.terrain;
    const contexts = (source?.field.contexts ?? []).map((argument) => findContext(argument, place, graph));
    const values = contexts.flatMap((it) => this.leavesOf(it.place, it.argument.selection));
    const earliest = Math.max(
      place.offset + (source?.stage ?? place.reach.entryStage(entry)),
      ...values.map((leaf) => leaf.earliest + 1),
    );
    // A fetch with contexts may have to be sent several times, so nothing else is in it.
    const suffix = entry.key && !contexts.length ? '' : `${place.id} ${source?.field.name ?? ''}`;
    const found = this.stageFor(entry.to.graph, earliest, deadline, suffix);
    if (!found) throw new NoWay();
    const fetch = this.#fetch(found.stage, entry.to.graph, suffix);
    if (!entry.key) return this.#enterRoot(place, entry, fetch);
    const slot = fetch.slot(place, entry, requires, contexts);
    if (slot.isNew) {
      for (const leaf of values) fetch.needs.add(this.fulfil(leaf, fetch.stage - 1).fetch);
      this.#represent(place, entry, slot, fetch, requires);
    }
    return { stage: found.stage, fetch, selection: slot.selection };
  }

  /** A root type below the root needs no representation, only objects to take what is fetched. */
  #enterRoot(place: Place, entry: Entry, fetch: Fetch): Arrival {
    if (!fetch.root) {
      fetch.root = new Selection(entry.to.type);
      fetch.place = place;
      fetch.needs.add(this.fulfil(existenceLeaf(place)!, fetch.stage - 1).fetch);
    }
    return { stage: fetch.stage, fetch, selection: fetch.root };
  }

  #represent(place: Place, entry: Entry, slot: Slot, fetch: Fetch, requires: SelectionSetNode | undefined): void {
    slot.isNew = false;
    const isAnyName = place.reach.type.kind !== 'object' && entry.typename === place.reach.type.name;
    const name = isAnyName ? anyNameLeaf(place) : typenameLeaf(place);
    const leaves = [...this.leavesOf(place, entry.key!.fields), ...(requires ? this.leavesOf(place, requires) : [])];
    for (const leaf of leaves) fetch.needs.add(this.fulfil(leaf, fetch.stage - 1).fetch);
    if (!name) throw new NoWay();
    fetch.needs.add(this.fulfil(name, fetch.stage - 1).fetch);
  }

  #fetch(stage: number, graph: string, suffix: string): Fetch {
    const id = idOf(stage, graph, suffix);
    let fetch = this.fetches.get(id);
    if (!fetch) {
      if (this.forbidden.has(id)) throw new NoWay();
      fetch = new Fetch(stage, graph);
      this.fetches.set(id, fetch);
    }
    return fetch;
  }

  #keep(place: Place, position: Position, arrival: Arrival): void {
    let positions = this.#arrivals.get(place);
    if (!positions) {
      positions = new Map();
      this.#arrivals.set(place, positions);
    }
    const known = positions.get(position);
    if (!known) positions.set(position, [arrival]);
    else known.splice(known.findLastIndex(({ stage }) => stage <= arrival.stage) + 1, 0, arrival);
  }
}

export const idOf = (stage: number, graph: string, suffix = ''): string => `${stage} ${graph}${suffix && ` ${suffix}`}`;
