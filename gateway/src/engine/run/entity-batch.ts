import type { Data } from '../../record.js';
import type { ResponsePath } from '../fault/response-path.js';
import type { EntitySlot } from '../plan/plan.js';
import type { EntityKey, EntityKeys } from './entity-key.js';
import type { CompiledPath } from './paths.js';
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
  /** Index of the slot's list of representations. */
  readonly list: number;
  /** The response keys that the fetch adds to each entity. */
  readonly keys: () => ReadonlySet<string>;
  /** Whether equal entities at one path become one object. */
  readonly shareEqualObjects: boolean;
}

/** An entity, and the index of its representation in the list that is sent. */
export interface Target {
  readonly entity: Data;
  readonly index: number;
}

/** The distinct representations of one call, and the entities of each: by slot, then by path. */
export class EntityBatch {
  readonly targets: Target[][][] = [];
  readonly #lists: RepresentationList[];

  constructor(slots: readonly CompiledSlot[], lists: number, run: Run) {
    this.#lists = Array.from({ length: lists }, () => new RepresentationList());
    for (const slot of slots) this.targets.push(slot.paths.map((path) => this.#collect(path, slot, run)));
  }

  get isEmpty(): boolean {
    return this.#lists.every(({ texts }) => texts.length === 0);
  }

  listText(list: number): string {
    return `[${this.#lists[list]?.texts.join(',') ?? ''}]`;
  }

  /** For each representation, the first entity that has it. */
  entities(list: number): readonly Data[] {
    return this.#lists[list]?.entities ?? [];
  }

  /** Index of a representation → the paths of its entities in the client's response. */
  locate(slot: CompiledSlot, slotIndex: number, data: Data): ReadonlyMap<number, ResponsePath[]> {
    const located = new Map<number, ResponsePath[]>();
    slot.paths.forEach((path, pathIndex) => {
      const targets = this.targets[slotIndex]?.[pathIndex];
      const indexes = new Map(targets?.map(({ entity, index }) => [entity, index]));
      for (const { object, path: at } of path.locate(data)) {
        const index = indexes.get(object);
        if (index !== undefined) located.set(index, [...(located.get(index) ?? []), at]);
      }
    });
    return located;
  }

  /** Collects the entities at a path. An entity that has only its key is replaced by an equal one met before it. */
  #collect(
    path: CompiledPath,
    { keyOf, list: listIndex, shareEqualObjects, keys }: CompiledSlot,
    { data, errors, missingEntities, shared }: Run,
  ): Target[] {
    const list = this.#lists[listIndex]!;
    const targets: Target[] = [];
    const firstByIndex: (Data | undefined)[] = [];
    path.visit(data, (entity) => {
      const key = keyOf(entity);
      const index = key && list.indexOf(entity, key);
      if (index === undefined) {
        if (errors.hasFetchFailures) errors.propagate(entity, keys);
        missingEntities.propagate(entity, keys);
        return entity;
      }
      const first = firstByIndex[index];
      if (first === entity) return entity;
      if (first && shareEqualObjects && key!.isAll(entity) && key!.isAll(first)) {
        shared.add(first);
        return first;
      }
      firstByIndex[index] ??= entity;
      targets.push({ entity, index });
      return entity;
    });
    return targets;
  }
}

/** A tree with one level per key field: value of the field → next level; at the last level, index of a representation. */
type KeyTree = Map<unknown, KeyTree | number>;

/** The distinct representations of one variable. */
class RepresentationList {
  readonly texts: string[] = [];
  /** The first entity of each text. */
  readonly entities: Data[] = [];
  readonly #byKey = new Map<string, KeyTree>();
  readonly #byText = new Map<string, number>();

  /** Returns the index of the entity's representation; undefined if the entity lacks a required field. */
  indexOf(entity: Data, key: EntityKey): number | undefined {
    return key.fields ? this.#indexByFields(entity, key, key.fields) : this.#indexByText(entity, key.write(entity));
  }

  // The text is only written for the first entity of a key: most entities are at many paths.
  #indexByFields(entity: Data, key: EntityKey, fields: readonly string[]): number | undefined {
    let level = this.#byKey.get(key.name);
    if (!level) {
      level = new Map();
      this.#byKey.set(key.name, level);
    }
    const last = fields.length - 1;
    for (let i = 0; i < last; i++) {
      const value = entity[fields[i]!];
      let next = level.get(value) as KeyTree | undefined;
      if (!next) {
        next = new Map();
        level.set(value, next);
      }
      level = next;
    }
    const value = entity[fields[last]!];
    const known = level.get(value) as number | undefined;
    if (known !== undefined) return known;
    const text = key.write(entity);
    if (text === undefined) return undefined;
    const index = this.#add(entity, text);
    level.set(value, index);
    return index;
  }

  #indexByText(entity: Data, text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    let index = this.#byText.get(text);
    if (index === undefined) {
      index = this.#add(entity, text);
      this.#byText.set(text, index);
    }
    return index;
  }

  #add(entity: Data, text: string): number {
    this.entities.push(entity);
    return this.texts.push(text) - 1;
  }
}
