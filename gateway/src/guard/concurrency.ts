import { performance } from 'node:perf_hooks';

/** Fewer than these are not worked on at once, however busy the process is. */
const LEAST = 16;
const LOOKED_AT_EVERY_MS = 100;
/** Shares of its time that the process is at work: above the first fewer requests are worked on, below the second more. */
const BUSY = 0.99;
const SPARE = 0.97;

/**
 * How many requests are worked on at once. A process that waits for its subgraphs answers more the more it works on. One
 * that has no time to spare answers fewer, and later: what it has in hand no longer fits the caches of its core.
 */
export class Concurrency {
  readonly #most: number;
  readonly #least: number;
  #limit: number;
  #used = performance.eventLoopUtilization();
  #lookedAt = performance.now();

  constructor(most: number) {
    this.#most = most;
    this.#least = Math.min(LEAST, most);
    this.#limit = most;
  }

  limit(now: number): number {
    if (now - this.#lookedAt > LOOKED_AT_EVERY_MS) this.#look(now);
    return this.#limit;
  }

  #look(now: number): void {
    this.#lookedAt = now;
    const used = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(used, this.#used);
    this.#used = used;
    if (utilization > BUSY) this.#limit = Math.max(this.#least, Math.floor(this.#limit * 0.75));
    else if (utilization < SPARE) this.#limit = Math.min(this.#most, Math.ceil(this.#limit * 1.25));
  }
}
