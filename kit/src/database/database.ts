import type { EntityClass } from '@mikro-orm/core';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { type Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Dataset } from '../dataset/dataset.js';
import type { SigningKeys } from '../process/signing-keys.js';
import { Connections, type Use } from './connections.js';
import { ReadCache } from './read-cache.js';

/** Tables are addressed by name; what a row holds is known by the entity that a query casts to. */
export type Tables = Record<string, Record<string, unknown>>;

export interface DatabaseOptions {
  /** Connection strings. `read` may name a replica; it is `write` where left out. */
  dsn: { write: string; read?: string };
  /** The PostgreSQL schema that holds the tables of the subgraph. */
  schema: string;
  entities: EntityClass<object>[];
  migrations: (new (...args: never[]) => Migration)[];
  /** What is published into the tables. */
  datasets?: readonly Dataset[];
  /** Sign the log of what is published. Without them it grows unsigned, until a process that has them opens it. */
  signingKeys?: SigningKeys;
  /** Bytes of what was read that are kept for later requests; 0: none. */
  readCacheBytes?: number;
  /** What else is to be brought up to date once the tables are; no other process migrates meanwhile. */
  migrated?: (client: PoolClient, database: Database) => Promise<void>;
}

const DEFAULT_KEPT_BYTES = 32 * 1024 * 1024;

/** The tables of one subgraph: connections, entities, migrations. */
export class Database {
  readonly schema: string;
  /** Whether reads go to another server than writes, and may find there what was so a while ago. */
  readonly hasReplica: boolean;
  readonly datasets: readonly Dataset[];
  readonly signingKeys: SigningKeys | undefined;
  readonly kept: ReadCache;
  readonly connections: Connections;
  readonly #orm: MikroORM;
  readonly #migrated: DatabaseOptions['migrated'];
  readonly #columns = new Map<EntityClass<object>, string[]>();

  private constructor(
    orm: MikroORM,
    connections: Connections,
    { dsn, schema, datasets = [], signingKeys, readCacheBytes, migrated }: DatabaseOptions,
  ) {
    this.#orm = orm;
    this.connections = connections;
    this.hasReplica = dsn.read !== undefined && dsn.read !== dsn.write;
    this.schema = schema;
    this.datasets = datasets;
    this.signingKeys = signingKeys;
    this.kept = new ReadCache(readCacheBytes ?? DEFAULT_KEPT_BYTES);
    this.#migrated = migrated;
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const { dsn, schema, entities, migrations } = options;
    const connections = new Connections();
    const connect = (use: Use, url: string) => connection(url, schema, (pool) => connections.add(use, pool));
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
      // What goes wrong is thrown to whoever asked; the rest is the migrator talking.
      logger: () => undefined,
    });
    return new Database(orm, connections, options);
  }

  /** Brings the tables to the newest migration; two processes may try at once. */
  async migrate(): Promise<void> {
    const pool = await this.pool();
    const client = await pool.connect();
    try {
      await client.query('select pg_advisory_lock(hashtext($1))', [`migrate ${this.schema}`]);
      // `if not exists` would ask for the right to create schemas, which a role of one schema need not have.
      const { rows } = await client.query('select from pg_namespace where nspname = $1', [this.schema]);
      if (rows.length === 0) await client.query(`create schema "${this.schema}"`);
      await this.#orm.migrator.up();
      await this.#migrated?.(client, this);
    } finally {
      await client.query('select pg_advisory_unlock_all()').finally(() => client.release());
    }
  }

  /** Query builder over the read connection, for batched reads. */
  reads(): Kysely<Tables> {
    return this.#orm.em.fork().getKysely<Tables>({ type: 'read' });
  }

  /** The raw pool of the write connection, for COPY and for transactions that span it. */
  async pool(): Promise<Pool> {
    return this.#orm.em.getConnection('write').getNativeClient();
  }

  tableOf(entity: EntityClass<object>): string {
    return this.#orm.getMetadata().get(entity).tableName;
  }

  /** The column that holds a property: `area_km2` for `areaKm2`. */
  columnOf(entity: EntityClass<object>, property: string): string {
    const { properties } = this.#orm.getMetadata().get(entity);
    return (properties as Record<string, { fieldNames: string[] }>)[property]!.fieldNames[0]!;
  }

  /** The columns of an entity, each named as its property: `area_km2 as areaKm2`. */
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
    await this.#orm.close(true);
  }
}

const connection = (dsn: string, schema: string, onPoolCreated: (pool: Pool) => void) => ({
  clientUrl: dsn,
  pool: { min: 0, max: 10 },
  driverOptions: { options: `-c search_path=${schema},public`, application_name: `cabildo ${schema}`, onPoolCreated },
});
