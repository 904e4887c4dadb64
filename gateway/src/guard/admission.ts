import type { ServerResponse } from 'node:http';
import { getHeapStatistics } from 'node:v8';
import { Concurrency } from './concurrency.js';
import { Place } from './permit.js';
import { Refusals } from './refusals.js';

export interface AdmissionOptions {
  /** Requests at work at once, 256 by default. */
  readonly concurrency?: number;
  /** Requests that wait for a place at most, 512 by default. */
  readonly queue?: number;
  /** Milliseconds that a request waits at most, 1,000 by default. */
  readonly longestWait?: number;
  /** The share of the heap above which no request is let in, 0.9 by default. */
  readonly fullestHeap?: number;
}

interface Waiting {
  readonly come: (place: Place | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

const HEAP_LOOKED_AT_EVERY_MS = 250;

/** Lets in as many requests as can be worked on, the next few in turn, and turns away the rest while that is cheap. */
export class Admission {
  readonly #options: Required<AdmissionOptions>;
  readonly #heapLimit: number;
  readonly #queue = new Set<Waiting>();
  readonly #concurrency: Concurrency;
  readonly #refusals = new Refusals();
  #atWork = 0;
  #heapFull = false;
  #heapLookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: AdmissionOptions = {}) {
    this.#options = { concurrency: 256, queue: 512, longestWait: 1_000, fullestHeap: 0.9, ...options };
    this.#concurrency = new Concurrency(this.#options.concurrency);
    this.#heapLimit = getHeapStatistics().heap_size_limit * this.#options.fullestHeap;
  }

  get atWork(): number {
    return this.#atWork;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** How many may be at work at once, now. */
  get limit(): number {
    return this.#concurrency.limit(performance.now());
  }

  /** Requests that wait to be told that there is no place. */
  get refusals(): number {
    return this.#refusals.waiting;
  }

  /** @returns undefined where there is no place, now or in time */
  enter(): Place | undefined | Promise<Place | undefined> {
    const now = performance.now();
    if (this.#isHeapFull(now)) return undefined;
    const limit = this.#concurrency.limit(now);
    if (this.#queue.size === 0 && this.#atWork < limit) return this.#place();
    return this.#queue.size < this.#room(limit) ? this.#wait() : undefined;
  }

  /** Waits until whoever has no place may be told so; undefined: at once. */
  refusal(response: Pick<ServerResponse, 'destroyed'>): Promise<void> | undefined {
    return this.#refusals.turn(response);
  }

  /**
   * How many may wait. Where more come than could, a long queue spares nobody a refusal: it only makes those who are let in
   * late, and old in memory. Then it is as long as it must be for no place to stand empty.
   */
  #room(limit: number): number {
    const { queue } = this.#options;
    return this.#queue.size + this.#refusals.waiting < queue ? queue : Math.min(queue, limit);
  }

  #wait(): Promise<Place | undefined> {
    return new Promise((come) => {
      const waiting: Waiting = { come, timer: setTimeout(() => this.#call(waiting), this.#options.longestWait) };
      this.#queue.add(waiting);
    });
  }

  #call(waiting: Waiting, place?: Place): void {
    this.#queue.delete(waiting);
    clearTimeout(waiting.timer);
    waiting.come(place);
  }

  #place(): Place {
    this.#atWork++;
    return new Place(() => this.#next());
  }

  #next(): void {
    this.#atWork--;
    const limit = this.#concurrency.limit(performance.now());
    for (const next of this.#queue) {
      if (this.#atWork >= limit) break;
      this.#call(next, this.#place());
    }
  }

  #isHeapFull(now: number): boolean {
    if (now - this.#heapLookedAt > HEAP_LOOKED_AT_EVERY_MS) {
      this.#heapLookedAt = now;
      this.#heapFull = getHeapStatistics().used_heap_size > this.#heapLimit;
    }
    return this.#heapFull;
  }
}
