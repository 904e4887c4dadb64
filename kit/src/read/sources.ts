import type { EntityClass } from '@mikro-orm/core';
import type { Database } from '../database/database.js';
import { Source } from '../record/source.js';

/**
 * All sources of a subgraph, in memory: there are as many as files were ever loaded, each row of every answer leads to
 * one, and none ever changes. They are read again only when a newer revision is.
 */
export class Sources {
  readonly #byId = new Map<number, Source>();
  #through = 0;

  constructor(private readonly database: Database) {}

  async readThrough(revision: number): Promise<this> {
    if (revision > this.#through) {
      const rows = await this.database
        .reads()
        .selectFrom('source')
        .select(this.database.columnsOf(Source as EntityClass<Source>) as never)
        .where('revision', '>', this.#through)
        .where('revision', '<=', revision)
        .$castTo<Source>()
        .execute();
      for (const row of rows) this.#byId.set(row.id, row);
      this.#through = Math.max(this.#through, revision);
    }
    return this;
  }

  /** The files that a revision was published from, in the order in which they were given. */
  ofRevision(revision: number): Source[] {
    return [...this.#byId.values()].filter((source) => source.revision === revision);
  }

  get(id: number): Source | undefined {
    return this.#byId.get(id);
  }
}
