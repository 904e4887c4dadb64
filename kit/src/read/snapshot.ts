import type { EntityClass } from '@mikro-orm/core';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { CallReads } from '../database/call-reads.js';
import type { Database, Tables } from '../database/database.js';
import type { CachedReads } from '../database/read-cache.js';
import { newestRevisionSql } from '../database/revision-root.js';
import type { Timeline } from '../database/timeline.js';
import type { RevisionId } from '../process/revision-id.js';
import type { Recorded } from '../record/recorded.js';

export type Rows<Row> = SelectQueryBuilder<Tables, string, Row>;

/**
 * The tables of a subgraph at one revision. All reads of a request use one snapshot, so they are consistent even if a
 * revision is published meanwhile.
 */
export class Snapshot {
  readonly db: Kysely<Tables> | CallReads;
  readonly #computed = new Map<object, Promise<unknown>>();

  /** The number of the revision; 0 before the first one. */
  readonly revision: number;
  readonly #timeline: Timeline;

  constructor(
    readonly database: Database,
    readonly id: RevisionId,
    /** Cancels running reads when it aborts. */
    ended?: AbortSignal,
    /** The timeline that the revision was found on. */
    timeline = database.timeline,
  ) {
    this.revision = id.number;
    this.#timeline = timeline;
    this.db = ended ? new CallReads(database.reads(), ended) : database.reads();
  }

  /** Returns a snapshot of the newest revision. */
  static async newest(database: Database, ended?: AbortSignal): Promise<Snapshot> {
    const { timeline } = database;
    const query = sql<Required<RevisionId>>`${sql.raw(newestRevisionSql(database.schema))}`;
    const [newest] = (await query.execute(database.reads())).rows;
    if (!newest) return new Snapshot(database, { number: 0 }, ended, timeline);
    const foundOn = database.timelines.observe(newest, timeline, !database.hasReplica);
    return new Snapshot(database, newest, ended, foundOn);
  }

  /** Whether the history of the database changed since: reads may have mixed two histories. */
  get isSuperseded(): boolean {
    return this.#timeline !== this.database.timeline;
  }

  /** The cache of a reader at this revision. */
  cached(reader: object, variant: string): CachedReads {
    return this.#timeline.readCache.at(this.revision, reader, variant);
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
      const cached = this.cached(compute, '');
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
