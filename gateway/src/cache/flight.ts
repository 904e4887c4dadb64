/** One run that several equal requests wait for. It is cut short when all of them have left. */
export class Flight<Result> {
  readonly #cut = new AbortController();
  readonly #result: Promise<Result>;
  #waiting = 0;

  constructor(run: (signal: AbortSignal) => Promise<Result>, landed: () => void) {
    this.#result = run(this.#cut.signal);
    this.#result.then(landed, landed);
    this.#cut.signal.addEventListener('abort', landed);
  }

  join(signal: AbortSignal): Promise<Result> {
    this.#waiting++;
    signal.addEventListener('abort', () => this.#leave(), { once: true });
    return this.#result;
  }

  #leave(): void {
    if (--this.#waiting === 0) this.#cut.abort();
  }
}
