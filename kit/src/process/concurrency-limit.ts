/** Runs a limited number of tasks at once, queues some more and rejects the rest. */
export class ConcurrencyLimit {
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(
    private readonly maxRunning: number,
    private readonly maxQueued: number,
    /** Creates the error of a rejected task. */
    private readonly rejection: () => Error,
  ) {}

  /** @throws the `rejection` if the queue is full */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.maxRunning) this.#running += 1;
    else await this.#wait();
    try {
      return await work();
    } finally {
      // The next queued task takes over the permit.
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #wait(): Promise<void> {
    if (this.#queue.length >= this.maxQueued) throw this.rejection();
    return new Promise((resolve) => this.#queue.push(resolve));
  }
}
