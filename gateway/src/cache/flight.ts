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

  join(asking: { whenGone(left: () => void): void }): Promise<Result> {
    this.#waiting++;
    asking.whenGone(() => this.#leave());
    return this.#result;
  }

  #leave(): void {
    if (--this.#waiting === 0) this.#cut.abort();
  }
}
