import type { EntityClass } from '@mikro-orm/core';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import { CallReads } from '../database/call-reads.js';
import type { Database, Tables } from '../database/database.js';
import type { Recorded } from '../record/recorded.js';

export type Rows<Row> = SelectQueryBuilder<Tables, string, Row>;

/**
 * The tables of a subgraph as they stood at one revision. Every read goes through here, so that one request sees one
 * revision, whatever is published while it runs.
 */
export class Snapshot {
  readonly db: Kysely<Tables> | CallReads;
  readonly #made = new Map<object, Promise<unknown>>();

  constructor(
    readonly database: Database,
    /** The revision that is read; 0 before the first. */
    readonly revision: number,
    /** Where it aborts, nobody waits for what is read any more. */
    ended?: AbortSignal,
  ) {
    this.db = ended ? new CallReads(database.reads(), ended) : database.reads();
  }

  /** The newest revision that had been published when this was called. */
  static async newest(database: Database, ended?: AbortSignal): Promise<Snapshot> {
    const row = await database
      .reads()
      .selectFrom('revision')
      .select((eb) => eb.fn.max('number').as('newest'))
      .executeTakeFirst();
    return new Snapshot(database, Number(row?.newest ?? 0), ended);
  }

  /** All rows of an entity at this revision, whole and named as its properties; the table goes by its own name. */
  rows<Row extends Recorded>(entity: EntityClass<Row>): Rows<Row> {
    return this.only(this.#whole(entity), this.database.tableOf(entity));
  }

  /** All rows that any revision up to this one recorded, those closed since as well. */
  ever<Row extends Recorded>(entity: EntityClass<Row>): Rows<Row> {
    return this.#whole(entity).where(`${this.database.tableOf(entity)}.recorded_from`, '<=', this.revision);
  }

  /** All rows of a table that is written once and never changes: revisions and sources. */
  plain<Row extends object>(entity: EntityClass<Row>): Rows<Row> {
    const columns = this.database.columnsOf(entity);
    return this.db
      .selectFrom(this.database.tableOf(entity))
      .select(columns as never)
      .$castTo<Row>();
  }

  /** Narrows a query to the rows of `table` (or its alias) at this revision. */
  only<Row>(query: Rows<Row>, table: string): Rows<Row> {
    return query.where(`${table}.recorded_from`, '<=', this.revision).where(`${table}.recorded_to`, '>', this.revision);
  }

  /** What `make` makes of this revision: made once in a request, and not again in later ones while it is kept. */
  once<Made>(make: (snapshot: Snapshot) => Promise<Made>): Promise<Made> {
    let made = this.#made.get(make) as Promise<Made> | undefined;
    if (!made) {
      const kept = this.database.kept.at(this.revision, make, '');
      made = (kept.get('') as Promise<Made> | undefined) ?? make(this);
      this.#made.set(make, made);
      made.then((value) => kept.keep([['', value]])).catch(() => {});
    }
    return made;
  }

  #whole<Row extends Recorded>(entity: EntityClass<Row>): Rows<Row> {
    const table = this.database.tableOf(entity);
    const columns = this.database.columnsOf(entity).map((column) => `${table}.${column}`);
    return this.db
      .selectFrom(table)
      .select(columns as never)
      .$castTo<Row>();
  }
}
