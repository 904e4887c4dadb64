import type { SelectionSetNode } from 'graphql';
import type { Leaf } from './leaf.js';
import { NoWay } from './no-way.js';
import type { Place } from './place.js';
import type { Position } from './position.js';
import type { Source } from './reach.js';
import type { Entry } from './terrain.js';

/** What prices depend on: a plan as far as it is drafted. */
export interface Drafted {
  /** A fetch that has the place already. */
  arrivalBy(place: Place, position: Position, deadline: number): object | undefined;
  /** The stage at which a subgraph would be asked. */
  stageFor(graph: string, earliest: number, deadline: number, suffix?: string): StageChoice | undefined;
  /** The leaves of a key, or of what a field requires. */
  leavesOf(place: Place, set: SelectionSetNode): readonly Leaf[];
}

export interface StageChoice {
  readonly stage: number;
  /** Whether the subgraph is asked at that stage anyway. */
  readonly isOpen: boolean;
}

/** A way to a position: by a source of the field that leads to it, by a key, or from the start. */
export interface Way {
  readonly from?: Source;
  readonly entry?: Entry;
}

export interface Choice<T> {
  readonly chosen: T;
  /** Whether there was another. */
  readonly alternatives: boolean;
}

const impossible = Number.POSITIVE_INFINITY;
/** What entering a subgraph costs that is asked anyway, so that a way without is taken first. */
const entering = 1 / 64;
/** Steps that the pricing of one choice may take; then ways are taken as they come, the earliest first. */
const mostSteps = 400;

/**
 * Counts the fetches that a way adds to a draft. What several leaves need is counted for each alone, so the cheapest
 * choice need not be the cheapest plan: the search tries again without fetches that had alternatives.
 */
export class Prices {
  #steps = 0;

  constructor(readonly draft: Drafted) {}

  /** @throws NoWay */
  cheapestSource(place: Place, sources: readonly Source[], deadline: number): Choice<Source> {
    const inTime = sources.filter(({ stage }) => place.offset + stage <= deadline);
    this.#steps = 0;
    return cheapest(inTime, (source) => this.#ofSource(place, source, deadline));
  }

  /** @throws NoWay */
  cheapestWay(place: Place, position: Position, deadline: number): Choice<Way> {
    this.#steps = 0;
    return cheapest(waysTo(place, position, deadline), (way) => this.#ofWay(place, position, way, deadline));
  }

  #ofSource(place: Place, source: Source, deadline: number): number {
    return source.entry
      ? this.#ofEntry(place, source.entry, deadline, source)
      : this.#ofPosition(place, source.position, deadline);
  }

  #ofPosition(place: Place, position: Position, deadline: number): number {
    if (this.draft.arrivalBy(place, position, deadline)) return 0;
    if (this.#steps++ > mostSteps) return 0;
    const ways = waysTo(place, position, deadline);
    let least = impossible;
    for (const way of ways) {
      const price = this.#ofWay(place, position, way, deadline);
      if (price < least) least = price;
      if (least === 0) break;
    }
    return least;
  }

  #ofWay(place: Place, position: Position, { from, entry }: Way, deadline: number): number {
    if (entry) return this.#ofEntry(place, entry, deadline);
    if (from) return this.#ofSource(place.origin!.place, from, deadline);
    const start = this.draft.stageFor(position.graph, place.offset, place.offset);
    return start ? Number(!start.isOpen) : impossible;
  }

  #ofEntry(place: Place, entry: Entry, deadline: number, source?: Source): number {
    const earliest = place.offset + (source?.stage ?? place.reach.entryStage(entry));
    const found = this.draft.stageFor(entry.to.graph, earliest, deadline, entry.key ? '' : place.id);
    if (!found) return impossible;
    const own = Number(!found.isOpen) + entering;
    const sets = [entry.key?.fields, source?.field.requires].filter((set) => set !== undefined);
    return own + sets.reduce((sum, set) => sum + this.#ofSet(place, set, found.stage - 1), 0);
  }

  #ofSet(place: Place, set: SelectionSetNode, deadline: number): number {
    let most = 0;
    for (const leaf of this.draft.leavesOf(place, set)) {
      let least = impossible;
      for (const source of leaf.sources) {
        if (leaf.place.offset + source.stage > deadline) break;
        const price = this.#ofSource(leaf.place, source, deadline);
        if (price < least) least = price;
        if (least === 0) break;
      }
      if (least > most) most = least;
    }
    return most;
  }
}

function waysTo(place: Place, position: Position, deadline: number): Way[] {
  const { origin, reach, offset } = place;
  const ways: Way[] = [];
  for (const from of origin?.sources.get(position) ?? [])
    if (origin!.place.offset + from.stage <= deadline) ways.push({ from });
  if (!origin) return reach.base.has(position) ? [{}] : [];
  for (const [entry, stage] of reach.entriesTo(position)) if (offset + stage <= deadline) ways.push({ entry });
  return ways;
}

/** The cheapest, and among equals the first. */
function cheapest<T extends object>(all: readonly T[], priceOf: (it: T) => number): Choice<T> {
  if (!all.length) throw new NoWay();
  let chosen = all[0]!;
  if (all.length === 1) return { chosen, alternatives: false };
  let least = impossible;
  for (const it of all) {
    const price = priceOf(it);
    if (price < least) {
      least = price;
      chosen = it;
    }
    if (least === 0) break;
  }
  return { chosen, alternatives: true };
}
