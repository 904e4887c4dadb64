import type { EntityClass } from '@mikro-orm/core';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import { type ClientBase, Pool, type PoolClient } from 'pg';
import type { Dataset } from '../dataset/dataset.js';
import type { SigningKeys } from '../process/signing-keys.js';
import { Connections, type PoolUse } from './connections.js';
import { refuseNewer } from './newer-database.js';
import type { ReadCache } from './read-cache.js';
import type { Timeline } from './timeline.js';
import { Timelines } from './timelines.js';

/** Untyped tables for kysely: queries name tables as text and cast rows to their entity. */
export type Tables = Record<string, Record<string, unknown>>;

export interface Dsn {
  write: string;
  /** A replica; `write` by default. */
  read?: string;
  /** Leads to the primary without a connection pooler, for LISTEN; `write` by default. */
  direct?: string;
}

export interface PoolOptions {
  /** Maximum number of connections per pool; 10 by default. */
  readonly size?: number;
  /** Milliseconds to wait for a connection; 5,000 by default. */
  readonly connectTimeout?: number;
}

export interface DatabaseOptions {
  dsn: Dsn;
  pool?: PoolOptions;
  /** The PostgreSQL schema of the subgraph. */
  schema: string;
  entities: EntityClass<object>[];
  migrations: (new (...args: never[]) => Migration)[];
  /** The datasets that files are published into. */
  datasets?: readonly Dataset[];
  /** Keys that sign the log of revisions. Without keys, new revisions stay unsigned until a process with keys connects. */
  signingKeys?: SigningKeys;
  /** Size limit of the read cache in bytes; 0 disables it. */
  readCacheBytes?: number;
  /** Runs after the migrations, under the migration lock. */
  migrated?: (client: PoolClient, database: Database) => Promise<void>;
}

const DEFAULT_READ_CACHE_BYTES = 32 * 1024 * 1024;

/** The database of one subgraph: connections, entities, migrations. */
export class Database {
  readonly schema: string;
  /** Whether reads go to a replica, which may lag behind the primary. */
  readonly hasReplica: boolean;
  readonly datasets: readonly Dataset[];
  readonly signingKeys: SigningKeys | undefined;
  readonly timelines: Timelines;
  readonly connections: Connections;
  readonly #orm: MikroORM;
  readonly #migrated: DatabaseOptions['migrated'];
  readonly #migrationNames: readonly string[];
  readonly #direct: Pool | undefined;
  readonly #columns = new Map<EntityClass<object>, string[]>();

  private constructor(
    orm: MikroORM,
    connections: Connections,
    timelines: Timelines,
    { dsn, schema, datasets = [], signingKeys, migrated, migrations }: DatabaseOptions,
  ) {
    this.#orm = orm;
    this.connections = connections;
    this.hasReplica = dsn.read !== undefined && dsn.read !== dsn.write;
    this.schema = schema;
    this.datasets = datasets;
    this.signingKeys = signingKeys;
    this.timelines = timelines;
    this.#migrated = migrated;
    this.#migrationNames = migrations.map(({ name }) => name);
    this.#direct = dsn.direct === undefined ? undefined : directPool(dsn.direct, schema);
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const { dsn, schema, entities, migrations } = options;
    const connections = new Connections();
    const timelines = new Timelines(schema, options.readCacheBytes ?? DEFAULT_READ_CACHE_BYTES);
    const connect = (use: PoolUse, url: string) =>
      connection(url, schema, options.pool, {
        onPoolCreated: (pool) => connections.add(use, pool),
        onConnect: (client) => timelines.check(client, use),
      });
    const orm = await MikroORM.init({
      ...connect('write', dsn.write),
      ...(dsn.read && dsn.read !== dsn.write && { replicas: [connect('read', dsn.read)] }),
      entities,
      metadataProvider: ReflectMetadataProvider,
      extensions: [Migrator],
      schema,
      migrations: {
        migrationsList: migrations.map((each) => ({ name: each.name, class: each as never })),
        schema,
        snapshot: false,
        allOrNothing: true,
      },
      discovery: { warnWhenNoEntities: false },
      // Errors are thrown anyway; the other messages are progress reports of the migrator.
      logger: () => undefined,
    });
    return new Database(orm, connections, timelines, options);
  }

  /** What was read from the current history of the database. */
  get timeline(): Timeline {
    return this.timelines.current;
  }

  get readCache(): ReadCache {
    return this.timeline.readCache;
  }

  /** Runs the pending migrations. Safe if several processes call it at once. */
  async migrate(): Promise<void> {
    const client = await (await this.directPool()).connect();
    try {
      await client.query('select pg_advisory_lock(hashtext($1))', [`migrate ${this.schema}`]);
      // `create schema if not exists` needs the right to create schemas even if it exists; the role may lack that right.
      const { rows } = await client.query('select from pg_namespace where nspname = $1', [this.schema]);
      if (rows.length === 0) await client.query(`create schema "${this.schema}"`);
      await refuseNewer(client, this.schema, this.#migrationNames);
      await this.#orm.migrator.up();
      await this.#migrated?.(client, this);
    } finally {
      await client.query('select pg_advisory_unlock_all()').finally(() => client.release());
    }
  }

  /** Returns a query builder on the read pool. */
  reads(): Kysely<Tables> {
    return this.#orm.em.fork().getKysely<Tables>({ type: 'read' });
  }

  /** Returns the write pool of node-postgres, for COPY and transactions. */
  async pool(): Promise<Pool> {
    return this.#orm.em.getConnection('write').getNativeClient();
  }

  /** Returns the pool for LISTEN and session locks, which need a connection without a pooler. */
  async directPool(): Promise<Pool> {
    return this.#direct ?? this.pool();
  }

  tableOf(entity: EntityClass<object>): string {
    return this.#orm.getMetadata().get(entity).tableName;
  }

  /** Returns the column of a property: `area_km2` for `areaKm2`. */
  columnOf(entity: EntityClass<object>, property: string): string {
    const { properties } = this.#orm.getMetadata().get(entity);
    return (properties as Record<string, { fieldNames: string[] }>)[property]!.fieldNames[0]!;
  }

  /** Returns the columns of an entity with their properties as aliases: `area_km2 as areaKm2`. */
  columnsOf(entity: EntityClass<object>): string[] {
    let columns = this.#columns.get(entity);
    if (!columns) {
      const { props } = this.#orm.getMetadata().get(entity);
      columns = props.filter((prop) => prop.fieldNames?.length).map((prop) => `${prop.fieldNames[0]} as ${prop.name}`);
      this.#columns.set(entity, columns);
    }
    return columns;
  }

  async isUp(): Promise<boolean> {
    return this.#orm.isConnected();
  }

  async close(): Promise<void> {
    await this.#direct?.end();
    await this.#orm.close(true);
  }
}

interface PoolHooks {
  readonly onPoolCreated: (pool: Pool) => void;
  /** Awaited before a new connection is used. */
  readonly onConnect: (client: ClientBase) => Promise<void>;
}

const KEEP_ALIVE_DELAY_MS = 10_000;

const connection = (
  dsn: string,
  schema: string,
  { size = 10, connectTimeout = 5_000 }: PoolOptions = {},
  hooks: PoolHooks,
) => ({
  clientUrl: dsn,
  pool: { min: 0, max: size },
  driverOptions: {
    options: `-c search_path=${schema},public`,
    application_name: `cabildo ${schema}`,
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
    ...hooks,
  },
});

/** One listener per process needs one connection. */
const directPool = (dsn: string, schema: string): Pool =>
  new Pool({ connectionString: dsn, max: 2, options: `-c search_path=${schema},public`, keepAlive: true });
