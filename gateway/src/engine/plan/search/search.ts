import type { FieldNode, OperationDefinitionNode } from 'graphql';
import { type Fields, type Fragments, fieldsOn, type KeyOf } from './collected.js';
import { Draft } from './draft.js';
import type { Fetch } from './fetch.js';
import type { Leaf } from './leaf.js';
import { LeafCollector, lastOf, Unreachable } from './leaf-collector.js';
import { Leaves } from './leaves.js';
import { NoWay } from './no-way.js';
import { Place } from './place.js';
import type { Reaches } from './reach.js';
import type { Terrain } from './terrain.js';

/** How often a plan is tried again without one of its fetches. */
const mostAttempts = 16;
/** How many leaves may be planned in all attempts together. */
const mostLeaves = 600;

/** Stages that a plan may have more than its fields need. */
const mostDelay = 16;

const clientKey: KeyOf = ({ alias, name }: FieldNode): string => alias?.value ?? name.value;
const none: ReadonlySet<string> = new Set();

/** Finds the fetches of one operation. */
export class Search {
  readonly terrain: Terrain;
  readonly #collector: LeafCollector;
  readonly #internal: Leaves;

  constructor(
    readonly reaches: Reaches,
    readonly fragments: Fragments,
    internalKey: KeyOf,
  ) {
    const { terrain } = reaches;
    this.terrain = terrain;
    this.#collector = new LeafCollector({ terrain, fragments, keyOf: clientKey, isRepresented: false });
    this.#internal = new Leaves({ terrain, fragments, keyOf: internalKey, isRepresented: true });
  }

  /**
   * The fetches of each part of the operation, the parts in the order in which they run: a query has one, a mutation one
   * for each of its root fields, or several that one subgraph answers whole.
   */
  fetches({ operation, selectionSet }: OperationDefinitionNode): readonly (readonly Fetch[])[] {
    const type = this.terrain.graph.root(operation === 'mutation' ? 'mutation' : 'query');
    const fields = fieldsOn(type, [selectionSet], this.fragments, this.terrain, clientKey);
    for (const key of fields.keys()) if (fields.get(key)![0]!.name.value.startsWith('__')) fields.delete(key);
    if (!fields.size) return [];
    return operation === 'mutation' ? this.#serial(type, fields) : [this.#fetchesOf(this.#root(type), fields)];
  }

  /** A place of root fields: of every subgraph, or of one. */
  #root(type: string, only?: string): Place {
    const root = this.terrain.graph.superType(type)!;
    const base = root.graphs.flatMap((graph) => {
      const it = only === undefined || only === graph ? this.terrain.graph.graphType(graph, type) : undefined;
      return it ? [[this.terrain.position(it), 0] as const] : [];
    });
    return new Place(this.reaches.from(root, new Map(base)), 0);
  }

  #fetchesOf(place: Place, fields: Fields): readonly Fetch[] {
    const leaves: Leaf[] = [];
    this.#collector.collectFields(place, fields, leaves);
    return this.#cheapest(leaves);
  }

  /** Each root field of a mutation is sent to one subgraph, once; those that need nothing else go together. */
  #serial(type: string, fields: Fields): readonly (readonly Fetch[])[] {
    const parts: { graph: string; fields: Fields; isWhole: boolean; fetches: readonly Fetch[] }[] = [];
    for (const [key, nodes] of fields) {
      const own: Fields = new Map([[key, nodes]]);
      const best = this.#bestSingle(type, own);
      const last = parts.at(-1);
      if (last?.isWhole && last.graph === best.graph) {
        const all: Fields = new Map([...last.fields, ...own]);
        const fetches = this.#fetchesOf(this.#root(type, best.graph), all);
        parts[parts.length - 1] = { ...best, fields: all, fetches };
      } else parts.push({ ...best, fields: own });
    }
    for (const { fields, fetches } of parts) for (const { root } of fetches) root?.order([...fields.keys()]);
    return parts.map(({ fetches }) => fetches);
  }

  #bestSingle(type: string, fields: Fields): { graph: string; isWhole: boolean; fetches: readonly Fetch[] } {
    let best: { graph: string; isWhole: boolean; fetches: readonly Fetch[] } | undefined;
    let reason: unknown;
    for (const graph of this.terrain.graph.superType(type)!.graphs) {
      try {
        const fetches = this.#fetchesOf(this.#root(type, graph), fields);
        if (!best || isBetter(fetches, best.fetches)) best = { graph, isWhole: fetches.length === 1, fetches };
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        reason ??= error;
      }
    }
    if (!best) throw reason;
    return best;
  }

  /** Leaves that leave no choice come first, so that the others find the fetches of those. */
  #cheapest(leaves: readonly Leaf[]): readonly Fetch[] {
    const ordered = leaves.toSorted((a, b) => b.earliest - a.earliest || a.sources.length - b.sources.length);
    const { draft, deadline } = this.#first(ordered, lastOf(leaves));
    let best = draft;
    let left = Math.min(mostAttempts, Math.floor(mostLeaves / (ordered.length + 1)));
    const tried = new Set<string>();
    for (let again = true; again; ) {
      again = false;
      for (const id of best.optional) {
        if (tried.has(id) || left-- <= 0) continue;
        tried.add(id);
        const other = this.#attemptWithout(ordered, deadline, best, id);
        if (!other) continue;
        best = other;
        again = true;
        break;
      }
    }
    return [...best.fetches.values()].sort((a, b) => a.stage - b.stage);
  }

  /** The values of contexts may come later than the stages of fields tell. */
  #first(leaves: readonly Leaf[], earliest: number): { draft: Draft; deadline: number } {
    for (let deadline = earliest; ; deadline++)
      try {
        return { draft: this.#attempt(leaves, deadline, none), deadline };
      } catch (error) {
        if (!(error instanceof NoWay) || deadline > earliest + mostDelay) throw error;
      }
  }

  #attemptWithout(leaves: readonly Leaf[], deadline: number, best: Draft, id: string): Draft | undefined {
    try {
      const other = this.#attempt(leaves, deadline, new Set([...best.forbidden, id]));
      return other.fetches.size < best.fetches.size ? other : undefined;
    } catch (error) {
      if (error instanceof NoWay) return undefined;
      throw error;
    }
  }

  #attempt(leaves: readonly Leaf[], deadline: number, forbidden: ReadonlySet<string>): Draft {
    const draft = new Draft(this.#internal, forbidden);
    for (const leaf of leaves) draft.fulfil(leaf, deadline);
    return draft;
  }
}

function isBetter(fetches: readonly Fetch[], other: readonly Fetch[]): boolean {
  const last = (all: readonly Fetch[]): number => Math.max(...all.map(({ stage }) => stage));
  return last(fetches) < last(other) || (last(fetches) === last(other) && fetches.length < other.length);
}
