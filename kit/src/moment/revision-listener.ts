import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import { acknowledgedLock, channelOf } from './acknowledgement.js';

/** How often the newest revision is queried besides LISTEN, and the timeout of that query. */
const POLL_MS = 1_000;
const POLL_TIMEOUT_MS = 2_000;

/**
 * Listens for revisions on one connection, until the connection is lost or closed. It holds a shared advisory lock on
 * the last acknowledged revision, which publishers read to see whether it knows theirs.
 */
export class RevisionListener {
  readonly #database: Database;
  readonly #notify: (revision: number) => Promise<void>;
  readonly #end: PromiseWithResolvers<void> = Promise.withResolvers();
  #client?: PoolClient;
  #acknowledged = -1;
  #work: Promise<void>;
  #timer?: NodeJS.Timeout;
  #closed = false;

  constructor(database: Database, notify: (revision: number) => Promise<void>) {
    this.#database = database;
    this.#notify = notify;
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

  async #begin(): Promise<void> {
    const client = await (await this.#database.pool()).connect();
    if (this.#closed) return client.release();
    this.#client = client;
    client.on('error', () => this.close());
    client.on('end', () => this.close());
    client.on('notification', ({ payload }) => this.#enqueue(() => this.#receive(Number(payload))));
    await client.query(`listen "${channelOf(this.#database.schema)}"`);
    await this.#poll(client);
  }

  #enqueue(step: () => Promise<void>): void {
    this.#work = this.#work.then(step);
    this.#work.catch(() => this.close());
  }

  /** Polls the newest revision: finds lost notifications, and a database that no longer replies. */
  async #poll(client: PoolClient): Promise<void> {
    const late = setTimeout(() => this.close(), POLL_TIMEOUT_MS);
    const { rows } = await client.query<{ newest: number }>('select coalesce(max(number), 0) as newest from revision');
    clearTimeout(late);
    await this.#receive(rows[0]!.newest);
    if (!this.#closed) this.#timer = setTimeout(() => this.#enqueue(() => this.#poll(client)), POLL_MS).unref();
  }

  async #receive(revision: number): Promise<void> {
    if (this.#closed || revision <= this.#acknowledged) return;
    const before = this.#acknowledged;
    const key = acknowledgedLock(this.#database.schema);
    await this.#client!.query('select pg_advisory_lock_shared(hashtext($1), $2)', [key, revision]);
    this.#acknowledged = revision;
    await this.#notify(revision);
    if (before >= 0 && !this.#closed)
      await this.#client!.query('select pg_advisory_unlock_shared(hashtext($1), $2)', [key, before]);
  }
}
