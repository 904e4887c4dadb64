import type { ServerResponse } from 'node:http';

/** Refusals sent per second. They use about 2 % of one core; more would take CPU time from the requests that are executed. */
const PER_SECOND = 250;
/** Refusals sent without delay after a time without refusals. */
const BURST = 100;
/** Milliseconds after which every waiting refusal has been sent: the rate rises if more of them wait. */
const MAX_WAIT_MS = 15_000;
const INTERVAL_MS = 20;
/** Maximum refusals that wait; others are sent at once. Each holds a connection, and connections are limited too. */
const MAX_WAITING = 10_000;

interface WaitingRefusal {
  readonly response: Pick<ServerResponse, 'destroyed'>;
  readonly send: () => void;
}

/**
 * Paces refusals. A client that is refused waits for its response and sends no new request until then, because one
 * connection has one request in flight.
 */
export class Refusals {
  readonly #waiting = new Set<WaitingRefusal>();
  #available = BURST;
  #timer?: NodeJS.Timeout;
  #refilledAt = 0;
  #lastRefill = 0;

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Waits until a refusal may be sent. @returns undefined if it may be sent at once */
  turn(response: WaitingRefusal['response']): Promise<void> | undefined {
    if (!this.#timer) this.#start();
    if (this.#available > 0 || this.#waiting.size >= MAX_WAITING) {
      this.#available--;
      return undefined;
    }
    return new Promise((send) => {
      this.#waiting.add({ response, send });
    });
  }

  #start(): void {
    this.#refilledAt = performance.now();
    this.#timer = setInterval(() => this.#refill(), INTERVAL_MS);
  }

  /** A busy process runs this late: the refill grows with the time since the last one. */
  #refill(): void {
    const elapsed = performance.now() - this.#refilledAt;
    this.#refilledAt += elapsed;
    const refill = Math.ceil(Math.max(PER_SECOND / 1_000, this.#waiting.size / MAX_WAIT_MS) * elapsed);
    const isIdle = this.#waiting.size === 0 && this.#available === this.#lastRefill;
    this.#available = this.#lastRefill = refill;
    for (const refusal of this.#waiting) {
      if (this.#available === 0) break;
      this.#waiting.delete(refusal);
      // A disconnected client costs nothing, and does not use up the refill.
      if (!refusal.response.destroyed) this.#available--;
      refusal.send();
    }
    if (isIdle) this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#available = BURST;
  }
}
