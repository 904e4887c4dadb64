import type { SelectionSetNode } from 'graphql';
import type { Leaf } from './leaf.js';
import { LeafCollector, type Selecting } from './leaf-collector.js';
import type { Place } from './place.js';

/** The leaves of keys and of what fields require, collected once for a place. */
export class Leaves {
  readonly #collector: LeafCollector;
  readonly #known = new Map<Place, Map<SelectionSetNode, readonly Leaf[]>>();

  constructor(selecting: Selecting) {
    this.#collector = new LeafCollector(selecting);
  }

  of(place: Place, set: SelectionSetNode): readonly Leaf[] {
    let sets = this.#known.get(place);
    if (!sets) {
      sets = new Map();
      this.#known.set(place, sets);
    }
    let leaves = sets.get(set);
    if (!leaves) {
      leaves = this.#collector.collect(place, [set]);
      sets.set(set, leaves);
    }
    return leaves;
  }
}
