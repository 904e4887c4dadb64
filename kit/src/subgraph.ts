import type { EntityClass } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { PoolClient } from 'pg';
import { ChangeReader } from './changes/changes.js';
import { type ChangeFilter, publicationResolver } from './changes/publication.resolver.js';
import { RevisionResolver, RowChangeResolver } from './changes/revision.resolver.js';
import type { Context } from './context.js';
import { indexChanges } from './database/change-indexes.js';
import { Database } from './database/database.js';
import type { Dataset } from './dataset/dataset.js';
import { Executor, type Operation } from './execute.js';
import { federate, type TypesOfSubgraph } from './federation.js';
import { completeLog } from './log/complete.js';
import { Kit0001Revisions } from './migrations/0001-revisions.js';
import { Kit0002Moments } from './migrations/0002-moments.js';
import { Kit0003Log } from './migrations/0003-log.js';
import { Kit0004Announcement } from './migrations/0004-announcement.js';
import { AsOf } from './moment/as-of.js';
import { type Headers, momentAt } from './moment/moment.js';
import { RevisionStream } from './moment/revision-stream.js';
import type { SigningKeys } from './process/signing-keys.js';
import { Loads } from './read/loader.js';
import { Sources } from './read/sources.js';
import { PublishedFinding } from './record/finding.js';
import { Revision } from './record/revision.js';
import { Source } from './record/source.js';

export interface SubgraphDefinition extends TypesOfSubgraph {
  /** Lower case: names the PostgreSQL schema, the subgraph in the supergraph, and `<name>Revisions` in its API. */
  name: string;
  datasets: Dataset[];
  migrations: (new (...args: never[]) => Migration)[];
  /** By what `<name>Changes` can be narrowed, beside municipality and dataset. */
  changeFilters?: ChangeFilter[];
}

/** A subgraph as its code defines it, before it meets a database. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** The SDL that is committed and composed. */
  readonly sdl: string;
  readonly datasets: readonly Dataset[];
  connect(options: ConnectOptions): Promise<ConnectedSubgraph>;
}

export interface ConnectOptions {
  dsn: { write: string; read?: string };
  /** Is told of every failure whose cause no client may see. */
  report?: (error: unknown) => void;
  /** Sign the log of what is published. Without them it grows unsigned, until a process that has them opens it. */
  signingKeys?: SigningKeys;
  /** Bytes of what was read that are kept for later requests at the same revision; 0: none. 32 MiB where left out. */
  readCacheBytes?: number;
}

export function defineSubgraph(definition: SubgraphDefinition): Subgraph {
  const { name, datasets, migrations, changeFilters = [] } = definition;
  const entities = [Revision, Source, PublishedFinding, ...definition.entities] as EntityClass<object>[];
  const resolvers = [
    ...definition.resolvers,
    publicationResolver(name, changeFilters),
    RevisionResolver,
    RowChangeResolver,
  ];
  const { schema, sdl } = federate({ ...definition, entities, resolvers });
  return {
    name,
    schema,
    sdl,
    datasets,
    connect: async ({ dsn, report, signingKeys, readCacheBytes }) => {
      const all = [Kit0001Revisions, Kit0002Moments, Kit0003Log, Kit0004Announcement, ...migrations];
      const migrated = async (client: PoolClient, opened: Database) => {
        await indexChanges(client, opened, datasets);
        await completeLog(client, opened, datasets);
      };
      const options = { dsn, schema: name, entities, migrations: all, datasets, signingKeys, readCacheBytes, migrated };
      const database = await Database.open(options);
      return new ConnectedSubgraph(name, schema, datasets, database, report ?? console.error);
    },
  };
}

/** A subgraph over its tables: answers operations, whoever asks them. */
export class ConnectedSubgraph {
  readonly executor: Executor;
  /** Its newest revision, as it becomes the newest. */
  readonly revisions: RevisionStream;
  readonly #asOf: AsOf;
  readonly #changes: ChangeReader;
  readonly #sources: Sources;

  constructor(
    readonly name: string,
    readonly schema: GraphQLSchema,
    readonly datasets: readonly Dataset[],
    readonly database: Database,
    report: (error: unknown) => void,
  ) {
    this.executor = new Executor(schema, report);
    this.revisions = new RevisionStream(database);
    this.#asOf = new AsOf(database);
    this.#changes = new ChangeReader(datasets);
    this.#sources = new Sources(database);
  }

  /**
   * Runs one operation, at the moment that the headers ask for. Never rejects: a failure is an error in the answer.
   * @param ended aborts when nobody waits for the answer any more: then the database does not work on it any more
   */
  execute(operation: Operation, headers: Headers = {}, ended?: AbortSignal): Promise<ExecutionResult> {
    return this.executor.execute(operation, () => this.context(headers, ended));
  }

  async context(headers: Headers = {}, ended?: AbortSignal): Promise<Context> {
    const { snapshot, asOf } = await momentAt(this.database, this.#asOf, headers, ended);
    const sources = await this.#sources.readThrough(snapshot.revision);
    return {
      snapshot,
      asOf,
      today: (asOf ?? new Date().toISOString()).slice(0, 10),
      loads: new Loads(snapshot, sources),
      changes: this.#changes,
      sources,
    };
  }

  close(): Promise<void> {
    this.revisions.close();
    return this.database.close();
  }
}
