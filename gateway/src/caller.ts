/**
 * Whoever waits for an answer, and may leave before it comes. It says what an AbortSignal says, and gives one to whoever
 * wants it, at a tenth of the price: a request has several calls that want to hear of it, and nearly every caller stays.
 */
export class Caller {
  #gone = false;
  #told: (() => void)[] | undefined;
  #signal?: AbortSignal;

  /** Calls back if it leaves; at once if it has left. */
  whenGone(left: () => void): void {
    if (this.#gone) left();
    else if (this.#told) this.#told.push(left);
    else {
      this.#told = [left];
      this.watch();
    }
  }

  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const left of this.#told ?? []) left();
  }

  /** Aborts when it leaves. */
  get signal(): AbortSignal {
    if (!this.#signal) {
      const controller = new AbortController();
      this.#signal = controller.signal;
      this.whenGone(() => controller.abort());
    }
    return this.#signal;
  }

  /** Called when the first wants to hear of it. */
  protected watch(): void {}
}
