import type { Data } from '../../record.js';

/** Entities for which a subgraph returned null in `_entities`. */
interface Missing {
  readonly service: string;
  /** The fields that the subgraph was to resolve. */
  readonly keys: () => ReadonlySet<string>;
  readonly entities: Set<Data>;
}

/** The entities that a subgraph does not have. Their fields are null, which is not an error. */
export class MissingEntities {
  readonly #missing: Missing[] = [];

  /** Returns an empty set, for the entities that one fetch of the subgraph did not find. */
  addFetch(service: string, keys: Missing['keys']): Set<Data> {
    const entities = new Set<Data>();
    this.#missing.push({ service, keys, entities });
    return entities;
  }

  /**
   * Adds an entity that a later fetch could not request, because a required field is empty: its `keys` are empty for the
   * same reason.
   */
  propagate(entity: Data, keys: Missing['keys']): void {
    const cause = this.#missing.find(({ entities }) => entities.has(entity));
    if (cause) this.#missing.push({ service: cause.service, keys, entities: new Set([entity]) });
  }

  /** Returns the subgraph that was to resolve `key` and does not have the entity. */
  serviceWithout(entity: unknown, key: string): string | undefined {
    return this.#missing.find((it) => it.entities.has(entity as Data) && it.keys().has(key))?.service;
  }
}
