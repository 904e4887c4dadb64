import type { ServerResponse } from 'node:http';

/** Refusals a second. To say no takes from those who are answered: these take two hundredths of a core. */
const PER_SECOND = 250;
/** Refusals that are said at once, after a while without any. */
const AT_ONCE = 100;
/** Milliseconds that nobody waits much longer for a refusal, nor for an answer: where many do, more are said in the same time. */
const LONGEST_MS = 15_000;
const EVERY_MS = 20;
/** Refusals that wait to be said; those beyond are said at once. Each has a connection, which are bounded as well. */
const MOST_HELD = 10_000;

interface Held {
  readonly response: Pick<ServerResponse, 'destroyed'>;
  readonly tell: () => void;
}

/**
 * Says no at a pace. Whoever is turned away while many are waits for it, and brings nothing new until then: a connection
 * has one request under way.
 */
export class Refusals {
  readonly #held = new Set<Held>();
  #left = AT_ONCE;
  #pace?: NodeJS.Timeout;
  #toldAt = 0;
  #due = 0;

  get waiting(): number {
    return this.#held.size;
  }

  /** Waits for the turn of a refusal; undefined: it may be said now. */
  turn(response: Held['response']): Promise<void> | undefined {
    if (!this.#pace) this.#begin();
    if (this.#left > 0 || this.#held.size >= MOST_HELD) {
      this.#left--;
      return undefined;
    }
    return new Promise((tell) => {
      this.#held.add({ response, tell });
    });
  }

  #begin(): void {
    this.#toldAt = performance.now();
    this.#pace = setInterval(() => this.#tell(), EVERY_MS);
  }

  /** A process without time to spare comes here late: what is due is what fell due since. */
  #tell(): void {
    const since = performance.now() - this.#toldAt;
    this.#toldAt += since;
    const due = Math.ceil(Math.max(PER_SECOND / 1_000, this.#held.size / LONGEST_MS) * since);
    const isCalm = this.#held.size === 0 && this.#left === this.#due;
    this.#left = this.#due = due;
    for (const each of this.#held) {
      if (this.#left === 0) break;
      this.#held.delete(each);
      // Whoever has left costs nothing, and takes nobody's turn.
      if (!each.response.destroyed) this.#left--;
      each.tell();
    }
    if (isCalm) this.#rest();
  }

  #rest(): void {
    clearInterval(this.#pace);
    this.#pace = undefined;
    this.#left = AT_ONCE;
  }
}
