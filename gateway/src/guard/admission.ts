import { getHeapStatistics } from 'node:v8';

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
  readonly come: (place: boolean) => void;
  readonly timer: NodeJS.Timeout;
}

const HEAP_LOOKED_AT_EVERY_MS = 250;
/** Refusals a second that are said at once; those beyond are said so much later, as long as no more wait for theirs. */
const REFUSED_AT_ONCE = 100;
const REFUSED_AFTER_MS = 1_000;
const MOST_HELD = 10_000;

/** Lets in as many requests as can be worked on, the next few in turn, and turns away the rest while that is cheap. */
export class Admission {
  readonly #options: Required<AdmissionOptions>;
  readonly #heapLimit: number;
  readonly #queue = new Set<Waiting>();
  #atWork = 0;
  #refusals = 0;
  #refusalsSince = Number.NEGATIVE_INFINITY;
  #held = 0;
  #heapFull = false;
  #heapLookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: AdmissionOptions = {}) {
    this.#options = { concurrency: 256, queue: 512, longestWait: 1_000, fullestHeap: 0.9, ...options };
    this.#heapLimit = getHeapStatistics().heap_size_limit * this.#options.fullestHeap;
  }

  get atWork(): number {
    return this.#atWork;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** @returns whether there is a place, which whoever has it gives back by `leave` */
  enter(): boolean | Promise<boolean> {
    if (this.#isHeapFull()) return false;
    if (this.#atWork < this.#options.concurrency) {
      this.#atWork++;
      return true;
    }
    return this.#queue.size < this.#options.queue && this.#wait();
  }

  leave(): void {
    const [next] = this.#queue;
    if (next) this.#call(next, true);
    else this.#atWork--;
  }

  /**
   * To say no takes from those who are answered. While many are turned away they are told later, and bring nothing
   * new until then: a connection has one request under way.
   */
  refused(): Promise<void> | undefined {
    const now = performance.now();
    if (now - this.#refusalsSince > 1_000) {
      this.#refusalsSince = now;
      this.#refusals = 0;
    }
    if (++this.#refusals <= REFUSED_AT_ONCE || this.#held >= MOST_HELD) return undefined;
    this.#held++;
    return new Promise((resolve) => {
      setTimeout(() => {
        this.#held--;
        resolve();
      }, REFUSED_AFTER_MS);
    });
  }

  #wait(): Promise<boolean> {
    return new Promise((come) => {
      const waiting: Waiting = { come, timer: setTimeout(() => this.#call(waiting, false), this.#options.longestWait) };
      this.#queue.add(waiting);
    });
  }

  #call(waiting: Waiting, place: boolean): void {
    this.#queue.delete(waiting);
    clearTimeout(waiting.timer);
    waiting.come(place);
  }

  #isHeapFull(): boolean {
    const now = performance.now();
    if (now - this.#heapLookedAt > HEAP_LOOKED_AT_EVERY_MS) {
      this.#heapLookedAt = now;
      this.#heapFull = getHeapStatistics().used_heap_size > this.#heapLimit;
    }
    return this.#heapFull;
  }
}
