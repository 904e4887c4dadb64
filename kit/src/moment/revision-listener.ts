import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import { newestRevisionSql } from '../database/revision-root.js';
import { type RevisionId, revisionText } from '../process/revision-id.js';
import { acknowledgedLock, channelOf, relayChannelOf } from './acknowledgement.js';

/** How often the newest revision is queried besides LISTEN, and the timeout of that query. */
const POLL_MS = 1_000;
const POLL_TIMEOUT_MS = 2_000;

/**
 * Listens for revisions on one connection, until the connection is lost or closed. It holds a shared advisory lock on
 * the last acknowledged revision, which publishers read to see whether it knows theirs.
 */
export class RevisionListener {
  readonly #database: Database;
  readonly #notify: (revision: RevisionId) => Promise<void>;
  readonly #relayed: (payload: string) => void;
  readonly #end: PromiseWithResolvers<void> = Promise.withResolvers();
  #client?: PoolClient;
  #acknowledged?: RevisionId;
  #work: Promise<void>;
  #timer?: NodeJS.Timeout;
  #closed = false;
  #isReadQueued = false;

  constructor(database: Database, notify: (revision: RevisionId) => Promise<void>, relayed: (payload: string) => void) {
    this.#database = database;
    this.#notify = notify;
    this.#relayed = relayed;
    this.#work = this.#begin();
    this.#work.catch(() => this.close());
  }

  /** Fulfilled when the listener has stopped. */
  get ended(): Promise<void> {
    return this.#end.promise;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    // The connection still listens and holds a lock, so it must not return to the pool.
    this.#client?.release(true);
    this.#end.resolve();
  }

  /** The server is silent: other connections lead to it, too, and would wait for minutes. New ones may lead elsewhere. */
  #giveUp(): void {
    this.close();
    this.#database.connections.destroy(new Error('The database did not reply in time.'));
  }

  async #begin(): Promise<void> {
    const client = await (await this.#database.directPool()).connect();
    if (this.#closed) return client.release();
    this.#client = client;
    client.on('error', () => this.close());
    client.on('end', () => this.close());
    const relayed = relayChannelOf(this.#database.schema);
    client.on('notification', ({ channel, payload = '' }) =>
      channel === relayed ? this.#relayed(payload) : this.#readSoon(client),
    );
    await client.query(`listen "${relayed}"`);
    await client.query(`listen "${channelOf(this.#database.schema)}"`);
    await this.#poll(client);
  }

  #enqueue(step: () => Promise<void>): void {
    this.#work = this.#work.then(step);
    this.#work.catch(() => this.close());
  }

  /** Polls the newest revision: finds lost notifications, and a database that no longer replies. */
  async #poll(client: PoolClient): Promise<void> {
    await this.#read(client);
    if (!this.#closed) this.#timer = setTimeout(() => this.#enqueue(() => this.#poll(client)), POLL_MS).unref();
  }

  /** One read is enough for all notifications before it: a role that floods the channel causes no flood of queries. */
  #readSoon(client: PoolClient): void {
    if (this.#isReadQueued) return;
    this.#isReadQueued = true;
    this.#enqueue(() => {
      this.#isReadQueued = false;
      return this.#read(client);
    });
  }

  /** Reads the newest revision. A notification is only the reason to look: any role may send one. */
  async #read(client: PoolClient): Promise<void> {
    if (this.#closed) return;
    const late = setTimeout(() => this.#giveUp(), POLL_TIMEOUT_MS);
    const { timeline } = this.#database;
    const { rows } = await client.query<Required<RevisionId>>(newestRevisionSql(this.#database.schema));
    clearTimeout(late);
    if (rows[0]) this.#database.timelines.observe(rows[0], timeline, true);
    await this.#receive(rows[0] ?? { number: 0 });
  }

  async #receive(revision: RevisionId): Promise<void> {
    const before = this.#acknowledged;
    if (this.#closed || (before && revisionText(before) === revisionText(revision))) return;
    const key = acknowledgedLock(this.#database.schema);
    await this.#client!.query('select pg_advisory_lock_shared(hashtext($1), $2)', [key, revision.number]);
    this.#acknowledged = revision;
    await this.#notify(revision);
    if (before && !this.#closed)
      await this.#client!.query('select pg_advisory_unlock_shared(hashtext($1), $2)', [key, before.number]);
  }
}
