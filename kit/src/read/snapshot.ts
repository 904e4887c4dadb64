import type { EntityClass } from '@mikro-orm/core';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import { CallReads } from '../database/call-reads.js';
import type { Database, Tables } from '../database/database.js';
import type { Recorded } from '../record/recorded.js';

export type Rows<Row> = SelectQueryBuilder<Tables, string, Row>;

/**
 * The tables of a subgraph at one revision. All reads of a request use one snapshot, so they are consistent even if a
 * revision is published meanwhile.
 */
export class Snapshot {
  readonly db: Kysely<Tables> | CallReads;
  readonly #computed = new Map<object, Promise<unknown>>();

  constructor(
    readonly database: Database,
    /** The revision to read; 0 before the first one. */
    readonly revision: number,
    /** Cancels running reads when it aborts. */
    ended?: AbortSignal,
  ) {
    this.db = ended ? new CallReads(database.reads(), ended) : database.reads();
  }

  /** Returns a snapshot of the newest revision. */
  static async newest(database: Database, ended?: AbortSignal): Promise<Snapshot> {
    const row = await database
      .reads()
      .selectFrom('revision')
      .select((eb) => eb.fn.max('number').as('newest'))
      .executeTakeFirst();
    return new Snapshot(database, Number(row?.newest ?? 0), ended);
  }

  /** Selects the rows of an entity at this revision, with columns named as properties. The table has no alias. */
  rows<Row extends Recorded>(entity: EntityClass<Row>): Rows<Row> {
    return this.only(this.#columns(entity), this.database.tableOf(entity));
  }

  /** Selects all versions of rows up to this revision, also closed ones. */
  ever<Row extends Recorded>(entity: EntityClass<Row>): Rows<Row> {
    return this.#columns(entity).where(`${this.database.tableOf(entity)}.recorded_from`, '<=', this.revision);
  }

  /** Selects all rows of a table without `recorded_from`, such as revisions and sources. */
  plain<Row extends object>(entity: EntityClass<Row>): Rows<Row> {
    const columns = this.database.columnsOf(entity);
    return this.db
      .selectFrom(this.database.tableOf(entity))
      .select(columns as never)
      .$castTo<Row>();
  }

  /** Filters a query to the rows of `table` (or its alias) at this revision. */
  only<Row>(query: Rows<Row>, table: string): Rows<Row> {
    return query.where(`${table}.recorded_from`, '<=', this.revision).where(`${table}.recorded_to`, '>', this.revision);
  }

  /** Computes a value of this revision once per request. Later requests get it from the read cache. */
  once<Value>(compute: (snapshot: Snapshot) => Promise<Value>): Promise<Value> {
    let value = this.#computed.get(compute) as Promise<Value> | undefined;
    if (!value) {
      const cached = this.database.readCache.at(this.revision, compute, '');
      value = (cached.get('') as Promise<Value> | undefined) ?? compute(this);
      this.#computed.set(compute, value);
      value.then((computed) => cached.store([['', computed]])).catch(() => {});
    }
    return value;
  }

  #columns<Row extends Recorded>(entity: EntityClass<Row>): Rows<Row> {
    const table = this.database.tableOf(entity);
    const columns = this.database.columnsOf(entity).map((column) => `${table}.${column}`);
    return this.db
      .selectFrom(table)
      .select(columns as never)
      .$castTo<Row>();
  }
}
