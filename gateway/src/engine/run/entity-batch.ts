import type { Data } from '../../record.js';
import type { EntitySlot } from '../plan/plan.js';
import type { EntityKey, EntityKeys } from './entity-key.js';
import type { AnswerPath, CompiledPath } from './paths.js';
import type { Rewriter } from './rewrites.js';
import type { Run } from './run.js';
import type { SameEntity } from './same-entity.js';

export interface CompiledSlot {
  readonly plan: EntitySlot;
  readonly paths: readonly CompiledPath[];
  readonly keyOf: EntityKeys;
  readonly isSame: SameEntity;
  readonly rewriters: readonly Rewriter[];
  readonly renames: ReadonlyMap<string, string>;
  /** Which of the fetch's lists of representations it asks with. */
  readonly list: number;
  /** What the fetch adds to each entity. */
  readonly keys: () => ReadonlySet<string>;
  /** Whether equal objects at one path may become one. */
  readonly unite: boolean;
}

/** An entity of the answer and the place of its representation in the list that is sent. */
export interface Target {
  readonly entity: Data;
  readonly index: number;
}

/** The representations of one call, each once, and whom their answers go to: slot by slot, path by path. */
export class EntityBatch {
  readonly targets: Target[][][] = [];
  readonly #lists: RepresentationList[];

  constructor(slots: readonly CompiledSlot[], lists: number, run: Run) {
    this.#lists = Array.from({ length: lists }, () => new RepresentationList());
    for (const slot of slots) this.targets.push(slot.paths.map((path) => this.#gather(path, slot, run)));
  }

  get empty(): boolean {
    return this.#lists.every(({ texts }) => texts.length === 0);
  }

  listText(list: number): string {
    return `[${this.#lists[list]?.texts.join(',') ?? ''}]`;
  }

  /** The first entity of each representation. */
  asked(list: number): readonly Data[] {
    return this.#lists[list]?.entities ?? [];
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

  /** Of entities that stand at one path with nothing but their key, the first takes the place of its equals. */
  #gather(
    path: CompiledPath,
    { keyOf, list: number, unite, keys }: CompiledSlot,
    { data, faults, absences, united }: Run,
  ): Target[] {
    const list = this.#lists[number]!;
    const targets: Target[] = [];
    const firsts: (Data | undefined)[] = [];
    path.visit(data, (entity) => {
      const key = keyOf(entity);
      const index = key && list.indexOf(entity, key);
      if (index === undefined) {
        if (!faults.unmarked) faults.spread(entity, keys);
        absences.spread(entity, keys);
        return entity;
      }
      const first = firsts[index];
      if (first === entity) return entity;
      if (first && unite && key!.isAll(entity) && key!.isAll(first)) {
        united.add(first);
        return first;
      }
      firsts[index] ??= entity;
      targets.push({ entity, index });
      return entity;
    });
    return targets;
  }
}

/** A node of a tree by the values of a key's fields, one level a field; the last level holds indexes. */
type Known = Map<unknown, Known | number>;

/** The representations of one variable, each once. */
class RepresentationList {
  readonly texts: string[] = [];
  /** The first that each text was written for. */
  readonly entities: Data[] = [];
  readonly #byKey = new Map<string, Known>();
  readonly #byText = new Map<string, number>();

  /** @returns undefined for an entity that lacks a required field */
  indexOf(entity: Data, key: EntityKey): number | undefined {
    return key.fields ? this.#byFields(entity, key, key.fields) : this.#place(entity, key.write(entity));
  }

  // Texts are only written for an entity that is met the first time: most stand at many places.
  #byFields(entity: Data, key: EntityKey, fields: readonly string[]): number | undefined {
    let known = this.#byKey.get(key.name);
    if (!known) {
      known = new Map();
      this.#byKey.set(key.name, known);
    }
    const last = fields.length - 1;
    for (let i = 0; i < last; i++) {
      const value = entity[fields[i]!];
      let next = known.get(value) as Known | undefined;
      if (!next) {
        next = new Map();
        known.set(value, next);
      }
      known = next;
    }
    const value = entity[fields[last]!];
    const index = known.get(value) as number | undefined;
    if (index !== undefined) return index;
    const text = key.write(entity);
    if (text === undefined) return undefined;
    const placed = this.#add(entity, text);
    known.set(value, placed);
    return placed;
  }

  #place(entity: Data, text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    let place = this.#byText.get(text);
    if (place === undefined) {
      place = this.#add(entity, text);
      this.#byText.set(text, place);
    }
    return place;
  }

  #add(entity: Data, text: string): number {
    this.entities.push(entity);
    return this.texts.push(text) - 1;
  }
}
