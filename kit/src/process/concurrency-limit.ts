/** Lets a few do their work at once, some more wait, and turns the rest away. */
export class ConcurrencyLimit {
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(
    private readonly atOnce: number,
    private readonly waitingAtMost: number,
    /** What is told to those that are turned away. */
    private readonly refuse: () => Error,
  ) {}

  /** @throws what `refuse` answers */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#underWay < this.atOnce) this.#underWay += 1;
    else await this.#wait();
    try {
      return await work();
    } finally {
      // Whoever waits takes the place of the one that leaves.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay -= 1;
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= this.waitingAtMost) throw this.refuse();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
