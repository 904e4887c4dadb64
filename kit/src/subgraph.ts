import type { EntityClass } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { PoolClient } from 'pg';
import { ChangeReader } from './changes/changes.js';
import { type ChangeFilter, publicationResolver } from './changes/publication.resolver.js';
import {
  PublishedFindingResolver,
  RevisionResolver,
  RowChangeResolver,
  SourceResolver,
} from './changes/revision.resolver.js';
import type { Context } from './context.js';
import { indexChanges } from './database/change-indexes.js';
import { Database, type Dsn, type PoolOptions } from './database/database.js';
import type { Timeline } from './database/timeline.js';
import type { Dataset } from './dataset/dataset.js';
import { Executor, type Operation } from './execute.js';
import { federate, type TypesOfSubgraph } from './federation.js';
import { completeLog } from './log/complete.js';
import { Kit0001Revisions } from './migrations/0001-revisions.js';
import { Kit0002Moments } from './migrations/0002-moments.js';
import { Kit0003Log } from './migrations/0003-log.js';
import { Kit0004Announcement } from './migrations/0004-announcement.js';
import { Kit0005Roots } from './migrations/0005-roots.js';
import { Kit0006Locks } from './migrations/0006-locks.js';
import { AsOfRevisions } from './moment/as-of.js';
import { dayOf } from './moment/hub-day.js';
import { type Headers, momentAt } from './moment/moment.js';
import { RevisionStream } from './moment/revision-stream.js';
import type { SigningKeys } from './process/signing-keys.js';
import { Loads } from './read/loader.js';
import { Sources } from './read/sources.js';
import { PublishedFinding } from './record/finding.js';
import { Revision } from './record/revision.js';
import { Source } from './record/source.js';

export interface SubgraphDefinition extends TypesOfSubgraph {
  /** In lower case. Also the name of the PostgreSQL schema and the prefix of root fields such as `<name>Revisions`. */
  name: string;
  datasets: Dataset[];
  migrations: (new (...args: never[]) => Migration)[];
  /** Further filter arguments of `<name>RowChanges`, besides municipality and dataset. */
  changeFilters?: ChangeFilter[];
}

/** A subgraph as its code defines it, not yet connected to a database. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** The SDL that is committed in `schema/` and composed into the supergraph. */
  readonly sdl: string;
  readonly datasets: readonly Dataset[];
  connect(options: ConnectOptions): Promise<ConnectedSubgraph>;
}

export interface ConnectOptions {
  dsn: Dsn;
  pool?: PoolOptions;
  /** Called with each error that is masked in responses; `console.error` by default. */
  report?: (error: unknown) => void;
  /** Keys that sign the log of revisions. Without keys, new revisions stay unsigned until a process with keys connects. */
  signingKeys?: SigningKeys;
  /** Size limit of the read cache in bytes; 0 disables it; 32 MiB by default. */
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
    SourceResolver,
    PublishedFindingResolver,
  ];
  const { schema, sdl } = federate({ ...definition, entities, resolvers });
  return {
    name,
    schema,
    sdl,
    datasets,
    connect: async ({ dsn, pool, report, signingKeys, readCacheBytes }) => {
      const all = [
        Kit0001Revisions,
        Kit0002Moments,
        Kit0003Log,
        Kit0004Announcement,
        Kit0005Roots,
        Kit0006Locks,
        ...migrations,
      ];
      const migrated = async (client: PoolClient, opened: Database) => {
        await indexChanges(client, opened, datasets);
        await completeLog(client, opened, datasets);
      };
      const options = {
        dsn,
        pool,
        schema: name,
        entities,
        migrations: all,
        datasets,
        signingKeys,
        readCacheBytes,
        migrated,
      };
      const database = await Database.open(options);
      return new ConnectedSubgraph(name, schema, datasets, database, report ?? console.error);
    },
  };
}

/** A subgraph connected to its database. Executes operations without checking the caller. */
export class ConnectedSubgraph {
  readonly executor: Executor;
  /** Notifies of each new revision. */
  readonly revisions: RevisionStream;
  readonly #asOf: AsOfRevisions;
  readonly #changes: ChangeReader;
  /** A timeline of its own: a fork may give the id of a lost source to another file. */
  readonly #sources = new WeakMap<Timeline, Sources>();

  constructor(
    readonly name: string,
    readonly schema: GraphQLSchema,
    readonly datasets: readonly Dataset[],
    readonly database: Database,
    report: (error: unknown) => void,
  ) {
    this.executor = new Executor(schema, report);
    this.revisions = new RevisionStream(database);
    this.#asOf = new AsOfRevisions(database);
    this.#changes = new ChangeReader(datasets);
  }

  /**
   * Executes one operation, at the revision or moment that the headers request. Never rejects: a failure is an error in
   * the response.
   * @param ended cancels the running database statements when it aborts
   */
  execute(operation: Operation, headers: Headers = {}, ended?: AbortSignal): Promise<ExecutionResult> {
    return this.executor.execute(operation, () => this.context(headers, ended));
  }

  async context(headers: Headers = {}, ended?: AbortSignal): Promise<Context> {
    const { snapshot, asOf } = await momentAt(this.database, this.#asOf, headers, ended);
    const sources = await this.#sourcesOf(this.database.timeline).readThrough(snapshot.revision);
    return {
      snapshot,
      asOf,
      today: dayOf(asOf ? new Date(asOf) : new Date()),
      loads: new Loads(snapshot, sources),
      changes: this.#changes,
      sources,
    };
  }

  #sourcesOf(timeline: Timeline): Sources {
    const sources = this.#sources.get(timeline) ?? new Sources(this.database);
    this.#sources.set(timeline, sources);
    return sources;
  }

  close(): Promise<void> {
    this.revisions.close();
    return this.database.close();
  }
}
