import type { Database } from '../database/database.js';
import type { RevisionId } from '../process/revision-id.js';
import { relayChannelOf } from './acknowledgement.js';
import { RevisionListener } from './revision-listener.js';

/** Called with the newest revision, or undefined while it is unknown. A publisher waits until the returned promise settles. */
export type RevisionSubscriber = (revision: RevisionId | undefined) => void | Promise<void>;

/** How long to wait for a subscriber to acknowledge a revision. */
const ACKNOWLEDGE_TIMEOUT_MS = 3_000;
/** Pause before connecting again after the connection is lost. */
const RECONNECT_MS = 250;

/** Notifies subscribers of each new revision of a subgraph. Listens to the database only while there are subscribers. */
export class RevisionStream {
  readonly #database: Database;
  readonly #subscribers = new Set<RevisionSubscriber>();
  #listener?: RevisionListener;
  #timer?: NodeJS.Timeout;
  #newest?: RevisionId;
  /** Called with what another replica relayed. */
  onRelayed?: (payload: string) => void;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Calls the subscriber with the newest known revision now, and with each new one. Returns the function that ends it. */
  watch(subscriber: RevisionSubscriber): () => void {
    this.#subscribers.add(subscriber);
    void subscriber(this.#newest);
    this.#listen();
    return () => {
      this.#subscribers.delete(subscriber);
      if (this.#subscribers.size === 0) this.close();
    };
  }

  /** Sends a text to all replicas of the subgraph that listen. */
  async relay(payload: string): Promise<void> {
    const pool = await this.#database.pool();
    await pool.query('select pg_notify($1, $2)', [relayChannelOf(this.#database.schema), payload]);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listener?.close();
    this.#listener = undefined;
    this.#newest = undefined;
  }

  #listen(): void {
    if (this.#listener || this.#subscribers.size === 0) return;
    const listener = new RevisionListener(
      this.#database,
      (revision) => this.#notify(revision),
      (payload) => this.onRelayed?.(payload),
    );
    this.#listener = listener;
    listener.ended.then(() => this.#lost(listener));
  }

  #lost(listener: RevisionListener): void {
    if (this.#listener !== listener) return;
    this.#listener = undefined;
    void this.#notify(undefined);
    this.#timer = setTimeout(() => this.#listen(), RECONNECT_MS).unref();
  }

  async #notify(revision: RevisionId | undefined): Promise<void> {
    this.#newest = revision;
    await Promise.all([...this.#subscribers].map((subscriber) => withTimeout(subscriber(revision))));
  }
}

/** Stops waiting for a late subscriber: it must itself distrust a stream that is silent for so long. */
async function withTimeout(acknowledged: void | Promise<void>): Promise<void> {
  if (!acknowledged) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ACKNOWLEDGE_TIMEOUT_MS);
  });
  await Promise.race([acknowledged, late]).finally(() => clearTimeout(timer));
}
