import type { Data } from '../../record.js';

/** Entities of which a subgraph said that there are none. */
interface Absence {
  readonly service: string;
  /** What it was asked for of them. */
  readonly keys: () => ReadonlySet<string>;
  readonly entities: Set<Data>;
}

/** What is empty since a subgraph knows no such entity: nobody has failed. */
export class Absences {
  readonly #all: Absence[] = [];

  /** @returns the entities that `service` has not got, to be filled */
  of(service: string, keys: Absence['keys']): Set<Data> {
    const entities = new Set<Data>();
    this.#all.push({ service, keys, entities });
    return entities;
  }

  /** An entity that could not be asked for, since what the question needs is absent, lacks `keys` for that reason. */
  spread(entity: Data, keys: Absence['keys']): void {
    const cause = this.#all.find(({ entities }) => entities.has(entity));
    if (cause) this.#all.push({ service: cause.service, keys, entities: new Set([entity]) });
  }

  /** The subgraph that has no entity to take `key` from. */
  whose(entity: unknown, key: string): string | undefined {
    return this.#all.find((it) => it.entities.has(entity as Data) && it.keys().has(key))?.service;
  }
}
