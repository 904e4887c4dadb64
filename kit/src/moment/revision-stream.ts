import type { Database } from '../database/database.js';
import { RevisionListener } from './revision-listener.js';

/** Is told the newest revision; undefined while it is not known. A publisher is answered after those who are told. */
export type RevisionSubscriber = (revision: number | undefined) => void | Promise<void>;

/** Milliseconds after which a listener that has not done with a revision is taken for gone. */
const patience = 3_000;
const retry = 250;

/** The newest revision of a subgraph, as it becomes the newest. It listens while somebody listens to it. */
export class RevisionStream {
  readonly #database: Database;
  readonly #listeners = new Set<RevisionSubscriber>();
  #listening?: RevisionListener;
  #timer?: NodeJS.Timeout;
  #newest?: number;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Tells the newest revision now, as far as it is known, and whenever there is another; until the call it returns. */
  watch(listener: RevisionSubscriber): () => void {
    this.#listeners.add(listener);
    void listener(this.#newest);
    this.#listen();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listening?.close();
    this.#listening = undefined;
    this.#newest = undefined;
  }

  #listen(): void {
    if (this.#listening || this.#listeners.size === 0) return;
    const listening = new RevisionListener(this.#database, (revision) => this.#tell(revision));
    this.#listening = listening;
    listening.ended.then(() => this.#lost(listening));
  }

  #lost(listening: RevisionListener): void {
    if (this.#listening !== listening) return;
    this.#listening = undefined;
    void this.#tell(undefined);
    this.#timer = setTimeout(() => this.#listen(), retry).unref();
  }

  async #tell(revision: number | undefined): Promise<void> {
    this.#newest = revision;
    await Promise.all([...this.#listeners].map((listener) => inTime(listener(revision))));
  }
}

/** A listener that is late is not waited for: it is on it to doubt what it has not heard for so long. */
async function inTime(told: void | Promise<void>): Promise<void> {
  if (!told) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([told, late]).finally(() => clearTimeout(timer));
}
