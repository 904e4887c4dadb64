import type { EntityClass } from '@mikro-orm/core';
import type { Database } from '../database/database.js';
import { Source } from '../record/source.js';

/**
 * All sources of a subgraph, in memory. There is one for each file that was loaded, every row has one, and none ever
 * changes. They are read again only when a request reads a newer revision.
 */
export class Sources {
  readonly #byId = new Map<number, Source>();
  readonly #firstRevisions = new Map<string, number>();
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
      for (const row of rows) this.#add(row);
      this.#through = Math.max(this.#through, revision);
    }
    return this;
  }

  #add(source: Source): void {
    this.#byId.set(source.id, source);
    this.#firstRevisions.set(source.code, Math.min(this.firstRevisionOf(source.code), source.revision));
  }

  /** The files of a revision, in the order of publication. */
  ofRevision(revision: number): Source[] {
    return [...this.#byId.values()].filter((source) => source.revision === revision);
  }

  /** Returns the distinct sources of computed values, ordered by code. */
  of(ids: Iterable<number>): Source[] {
    const found = [...new Set(ids)].map((id) => this.#byId.get(id)!);
    return found.sort((a, b) => (a.code === b.code ? a.id - b.id : a.code < b.code ? -1 : 1));
  }

  /** The number of the first revision of a publication; infinite if there is none. */
  firstRevisionOf(code: string): number {
    return this.#firstRevisions.get(code) ?? Number.POSITIVE_INFINITY;
  }

  get(id: number): Source | undefined {
    return this.#byId.get(id);
  }
}
