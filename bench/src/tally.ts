import type { Answer } from './line.ts';

/** What came back in a stretch of time. */
export interface Told {
  readonly seconds: number;
  /** ResponseCache with a 200, a second. */
  readonly rate: number;
  /** Milliseconds that these took, sorted. */
  readonly latencies: readonly number[];
  /** Milliseconds of those that were refused with a 503 and a Retry-After, sorted. */
  readonly refusals: readonly number[];
  /** Any other answer, and connections that were cut. */
  readonly wrong: number;
}

/** Counts answers from a moment on, until another. */
export class Tally {
  readonly #from: number;
  readonly end: number;
  readonly #latencies: number[] = [];
  readonly #refusals: number[] = [];
  #wrong = 0;

  /** @param warming seconds of which nothing is told */
  constructor(seconds: number, warming = 0) {
    this.#from = performance.now() + warming * 1_000;
    this.end = this.#from + seconds * 1_000;
  }

  get isTelling(): boolean {
    const now = performance.now();
    return now >= this.#from && now <= this.end;
  }

  get isOver(): boolean {
    return performance.now() > this.end;
  }

  answered({ status, hasRetryAfter, ms }: Answer): void {
    if (!this.isTelling) return;
    if (status === 200) this.#latencies.push(ms);
    else if (status === 503 && hasRetryAfter) this.#refusals.push(ms);
    else this.#wrong++;
  }

  cut(): void {
    if (this.isTelling) this.#wrong++;
  }

  get told(): Told {
    const seconds = (Math.min(performance.now(), this.end) - this.#from) / 1_000;
    const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
    const latencies = sorted(this.#latencies);
    return {
      seconds,
      rate: latencies.length / seconds,
      latencies,
      refusals: sorted(this.#refusals),
      wrong: this.#wrong,
    };
  }
}
