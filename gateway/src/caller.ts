/**
 * Whoever waits for an answer, and may leave before it comes. It says what an AbortSignal says, at a tenth of the price: a
 * request has several calls that want to hear of it, and nearly every caller stays.
 */
export class Caller {
  #gone = false;
  #told: (() => void)[] | undefined;

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

  /** Called when the first wants to hear of it. */
  protected watch(): void {}
}
