import type { Data } from '../record.js';
import type { Faults } from './faults.js';
import type { AnswerPath, CompiledPath } from './paths.js';
import type { EntitySlot } from './plan.js';
import type { Writer } from './representations.js';
import type { Rewriter } from './rewrites.js';

export interface CompiledSlot {
  readonly plan: EntitySlot;
  readonly paths: readonly CompiledPath[];
  readonly write: Writer;
  readonly rewriters: readonly Rewriter[];
  readonly renames: ReadonlyMap<string, string>;
  /** Which of the fetch's lists of representations it asks with. */
  readonly list: number;
  /** What the fetch adds to each entity. */
  readonly keys: () => ReadonlySet<string>;
}

/** An entity of the answer and the place of its representation in the list that is sent. */
export interface Target {
  readonly entity: Data;
  readonly index: number;
}

/** The representations of one call, each once, and whom their answers go to: slot by slot, path by path. */
export class EntityBatch {
  readonly targets: Target[][][] = [];
  readonly #lists: { texts: string[]; places: Map<string, number> }[];

  constructor(slots: readonly CompiledSlot[], lists: number, data: Data, faults: Faults) {
    this.#lists = Array.from({ length: lists }, () => ({ texts: [], places: new Map() }));
    for (const slot of slots) {
      this.targets.push(slot.paths.map((path) => this.#targetsOf(path.walk(data), slot, faults)));
    }
  }

  get empty(): boolean {
    return this.#lists.every(({ texts }) => texts.length === 0);
  }

  listText(list: number): string {
    return `[${this.#lists[list]?.texts.join(',') ?? ''}]`;
  }

  /** Where in the answer each representation's entities lie. */
  locate(slot: CompiledSlot, number: number, data: Data): ReadonlyMap<number, AnswerPath[]> {
    const found = new Map<number, AnswerPath[]>();
    slot.paths.forEach((path, at) => {
      const indexes = new Map(this.targets[number]?.[at]?.map(({ entity, index }) => [entity, index]));
      for (const place of path.locate(data)) {
        const index = indexes.get(place.object);
        if (index !== undefined) found.set(index, [...(found.get(index) ?? []), place.at]);
      }
    });
    return found;
  }

  #targetsOf(entities: readonly Data[], slot: CompiledSlot, faults: Faults): Target[] {
    const targets: Target[] = [];
    for (const entity of entities) {
      const text = slot.write(entity);
      if (text !== undefined) targets.push({ entity, index: this.#place(slot.list, text) });
      else if (!faults.unmarked) faults.spread(entity, slot.keys);
    }
    return targets;
  }

  #place(number: number, text: string): number {
    const list = this.#lists[number]!;
    let place = list.places.get(text);
    if (place === undefined) {
      place = list.texts.push(text) - 1;
      list.places.set(text, place);
    }
    return place;
  }
}
