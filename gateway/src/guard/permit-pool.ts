import type { ServerResponse } from 'node:http';
import { getHeapStatistics } from 'node:v8';
import { Concurrency } from './concurrency.js';
import { Permit } from './permit.js';
import { Refusals } from './refusals.js';

export interface PermitPoolOptions {
  /** Maximum requests that are executed at once, 256 by default. */
  readonly concurrency?: number;
  /** Maximum requests in the queue, 512 by default. */
  readonly queue?: number;
  /** Maximum milliseconds in the queue, 1,000 by default. */
  readonly queueTimeout?: number;
  /** Share of the heap in use above which every request is refused, 0.9 by default. */
  readonly maxHeapShare?: number;
}

interface Waiting {
  readonly resolve: (permit: Permit | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

const HEAP_CHECK_INTERVAL_MS = 250;

/** Issues permits to as many requests as can be executed at once, queues some more, and refuses the others. */
export class PermitPool {
  readonly #options: Required<PermitPoolOptions>;
  readonly #heapLimit: number;
  readonly #queue = new Set<Waiting>();
  readonly #concurrency: Concurrency;
  readonly #refusals = new Refusals();
  #issued = 0;
  #isHeapFull = false;
  #heapCheckedAt = Number.NEGATIVE_INFINITY;

  constructor(options: PermitPoolOptions = {}) {
    this.#options = { concurrency: 256, queue: 512, queueTimeout: 1_000, maxHeapShare: 0.9, ...options };
    this.#concurrency = new Concurrency(this.#options.concurrency);
    this.#heapLimit = getHeapStatistics().heap_size_limit * this.#options.maxHeapShare;
  }

  /** Permits that are held now. */
  get atWork(): number {
    return this.#issued;
  }

  /** Requests in the queue. */
  get waiting(): number {
    return this.#queue.size;
  }

  /** Maximum permits at this moment. */
  get limit(): number {
    return this.#concurrency.limit(performance.now());
  }

  /** Requests that wait for their refusal to be sent. */
  get refusals(): number {
    return this.#refusals.waiting;
  }

  /** Whether `acquire` returns a permit at once. */
  get hasFree(): boolean {
    return this.#queue.size === 0 && this.#issued < this.limit;
  }

  /** @returns undefined if the request is refused: the queue is full, its timeout has passed, or the heap is full */
  acquire(): Permit | undefined | Promise<Permit | undefined> {
    const now = performance.now();
    if (this.#checkHeap(now)) return undefined;
    const limit = this.#concurrency.limit(now);
    if (this.#queue.size === 0 && this.#issued < limit) return this.#issue();
    return this.#queue.size < this.#queueLimit(limit) ? this.#wait() : undefined;
  }

  /** Waits until the refusal of a request may be sent. @returns undefined if it may be sent at once */
  refusal(response: Pick<ServerResponse, 'destroyed'>): Promise<void> | undefined {
    return this.#refusals.turn(response);
  }

  /**
   * Returns how many requests may wait. If more requests arrive than the full queue has room for, a long queue refuses as
   * many of them as a short one: it only adds latency and memory. The queue is then as long as the number of permits.
   */
  #queueLimit(limit: number): number {
    const { queue } = this.#options;
    return this.#queue.size + this.#refusals.waiting < queue ? queue : Math.min(queue, limit);
  }

  #wait(): Promise<Permit | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#dequeue(waiting), this.#options.queueTimeout);
      const waiting: Waiting = { resolve, timer };
      this.#queue.add(waiting);
    });
  }

  #dequeue(waiting: Waiting, permit?: Permit): void {
    this.#queue.delete(waiting);
    clearTimeout(waiting.timer);
    waiting.resolve(permit);
  }

  #issue(): Permit {
    this.#issued++;
    return new Permit(() => this.#released());
  }

  #released(): void {
    this.#issued--;
    const limit = this.#concurrency.limit(performance.now());
    for (const next of this.#queue) {
      if (this.#issued >= limit) break;
      this.#dequeue(next, this.#issue());
    }
  }

  #checkHeap(now: number): boolean {
    if (now - this.#heapCheckedAt > HEAP_CHECK_INTERVAL_MS) {
      this.#heapCheckedAt = now;
      this.#isHeapFull = getHeapStatistics().used_heap_size > this.#heapLimit;
    }
    return this.#isHeapFull;
  }
}
