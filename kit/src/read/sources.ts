import type { EntityClass } from '@mikro-orm/core';
import type { Database } from '../database/database.js';
import { Source } from '../record/source.js';

/**
 * All sources of a subgraph, in memory. There is one per loaded file, nearly every response refers to some, and they
 * never change. Only the sources of newer revisions are read from the database.
 */
export class Sources {
  readonly #byId = new Map<number, Source>();
  #through = 0;

  constructor(private readonly database: Database) {}

  /** Reads the sources of all revisions up to this one that are not yet in memory. */
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

  /** Returns the files of a revision, in the order of the publication. */
  ofRevision(revision: number): Source[] {
    return [...this.#byId.values()].filter((source) => source.revision === revision);
  }

  get(id: number): Source | undefined {
    return this.#byId.get(id);
  }
}
