import { performance } from 'node:perf_hooks';

/** Lower bound of the limit. */
const MIN_LIMIT = 16;
const CHECK_INTERVAL_MS = 100;
/** Event-loop utilization above which the limit falls, and below which it rises. */
const BUSY = 0.99;
const IDLE = 0.97;

/**
 * The number of requests that are executed at once. It falls while the event loop is saturated: more requests at once
 * then do not raise the throughput, but use more memory and miss the CPU cache more often.
 */
export class Concurrency {
  readonly #max: number;
  readonly #min: number;
  #limit: number;
  #utilization = performance.eventLoopUtilization();
  #checkedAt = performance.now();

  constructor(max: number) {
    this.#max = max;
    this.#min = Math.min(MIN_LIMIT, max);
    this.#limit = max;
  }

  /** Returns the limit at the time `now` of `performance.now()`. */
  limit(now: number): number {
    if (now - this.#checkedAt > CHECK_INTERVAL_MS) this.#adjust(now);
    return this.#limit;
  }

  #adjust(now: number): void {
    this.#checkedAt = now;
    const current = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(current, this.#utilization);
    this.#utilization = current;
    if (utilization > BUSY) this.#limit = Math.max(this.#min, Math.floor(this.#limit * 0.75));
    else if (utilization < IDLE) this.#limit = Math.min(this.#max, Math.ceil(this.#limit * 1.25));
  }
}
