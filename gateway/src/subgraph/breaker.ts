export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** Number of last calls that count, 20 by default. */
  readonly window?: number;
  /** Share of failures among them that opens the breaker, 0.5 by default. */
  readonly share?: number;
  /** Minimum calls before the breaker opens, 10 by default. */
  readonly least?: number;
  /** Milliseconds until the first probe, 1,000 by default. Each failed probe doubles it. */
  readonly rest?: number;
  /** Maximum milliseconds until a probe, 30,000 by default. */
  readonly maxOpenMs?: number;
}

/**
 * A circuit breaker. closed -[share of failures]-> open -[after `rest` ms]-> half-open: one probe is permitted.
 * half-open -[probe succeeds]-> closed; half-open -[probe fails]-> open for twice as long, up to `maxOpenMs`.
 */
export class Breaker {
  readonly #options: Required<BreakerOptions>;
  readonly #now: () => number;
  readonly #outcomes: boolean[] = [];
  #rest = 0;
  #probeAt = 0;
  #probing = false;

  constructor(options: BreakerOptions = {}, now: () => number = () => performance.now()) {
    this.#options = { window: 20, share: 0.5, least: 10, rest: 1_000, maxOpenMs: 30_000, ...options };
    this.#now = now;
  }

  get state(): BreakerState {
    if (this.#rest === 0) return 'closed';
    return this.#probing || this.#now() >= this.#probeAt ? 'half-open' : 'open';
  }

  /** Whether a call is permitted. After a permitted call, call `succeeded`, `failed` or `abandoned`. */
  enter(): boolean {
    if (this.#rest === 0) return true;
    if (this.#probing || this.#now() < this.#probeAt) return false;
    this.#probing = true;
    return true;
  }

  succeeded(): void {
    if (this.#rest > 0) this.#close();
    this.#record(true);
  }

  failed(): void {
    if (this.#rest > 0) {
      // Calls that were in flight when the breaker opened do not count again.
      if (this.#probing) this.#open(Math.min(this.#rest * 2, this.#options.maxOpenMs));
      return;
    }
    this.#record(false);
    const { least, share } = this.#options;
    const failures = this.#outcomes.filter((well) => !well).length;
    if (this.#outcomes.length >= least && failures >= share * this.#outcomes.length) this.#open(this.#options.rest);
  }

  abandoned(): void {
    this.#probing = false;
  }

  #open(rest: number): void {
    this.#rest = rest;
    this.#probeAt = this.#now() + rest;
    this.#probing = false;
  }

  #close(): void {
    this.#rest = 0;
    this.#probing = false;
    this.#outcomes.length = 0;
  }

  #record(well: boolean): void {
    this.#outcomes.push(well);
    if (this.#outcomes.length > this.#options.window) this.#outcomes.shift();
  }
}
