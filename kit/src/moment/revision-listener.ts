import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import { acknowledgedLock, channelOf } from './acknowledgement.js';

/** Milliseconds between two looks at the database, and that it gets to answer one. */
const beat = 1_000;
const beatPatience = 2_000;

/**
 * One connection that listens for revisions, from its making until it is lost or closed. It holds a shared lock on the
 * number of the revision that it has told last, for publishers to see.
 */
export class RevisionListener {
  readonly #database: Database;
  readonly #tell: (revision: number) => Promise<void>;
  readonly #end: PromiseWithResolvers<void> = Promise.withResolvers();
  #client?: PoolClient;
  #told = -1;
  #work: Promise<void>;
  #timer?: NodeJS.Timeout;
  #closed = false;

  constructor(database: Database, tell: (revision: number) => Promise<void>) {
    this.#database = database;
    this.#tell = tell;
    this.#work = this.#begin();
    this.#work.catch(() => this.close());
  }

  /** Fulfilled when it listens no more. */
  get ended(): Promise<void> {
    return this.#end.promise;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    // The connection listens and holds a lock: it goes back to nobody.
    this.#client?.release(true);
    this.#end.resolve();
  }

  async #begin(): Promise<void> {
    const client = await (await this.#database.pool()).connect();
    if (this.#closed) return client.release();
    this.#client = client;
    client.on('error', () => this.close());
    client.on('end', () => this.close());
    client.on('notification', ({ payload }) => this.#then(() => this.#hear(Number(payload))));
    await client.query(`listen "${channelOf(this.#database.schema)}"`);
    await this.#look(client);
  }

  #then(step: () => Promise<void>): void {
    this.#work = this.#work.then(step);
    this.#work.catch(() => this.close());
  }

  /** What is announced is heard; what is lost on the way, or by a database that is gone, is found out by looking. */
  async #look(client: PoolClient): Promise<void> {
    const late = setTimeout(() => this.close(), beatPatience);
    const { rows } = await client.query<{ newest: number }>('select coalesce(max(number), 0) as newest from revision');
    clearTimeout(late);
    await this.#hear(rows[0]!.newest);
    if (!this.#closed) this.#timer = setTimeout(() => this.#then(() => this.#look(client)), beat).unref();
  }

  async #hear(revision: number): Promise<void> {
    if (this.#closed || revision <= this.#told) return;
    const before = this.#told;
    const key = acknowledgedLock(this.#database.schema);
    await this.#client!.query('select pg_advisory_lock_shared(hashtext($1), $2)', [key, revision]);
    this.#told = revision;
    await this.#tell(revision);
    if (before >= 0 && !this.#closed)
      await this.#client!.query('select pg_advisory_unlock_shared(hashtext($1), $2)', [key, before]);
  }
}
