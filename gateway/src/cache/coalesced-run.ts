import { Caller } from '../caller.js';

/** One run whose result several equal requests get. It is cancelled when all their clients have disconnected. */
export class CoalescedRun<Result> {
  readonly #all = new AllCallers();
  readonly #result: Promise<Result>;
  #waiting = 0;

  /** @param ended is called when the run has ended, or is cancelled */
  constructor(run: (all: Caller) => Promise<Result>, ended: () => void) {
    this.#result = run(this.#all);
    this.#result.then(ended, ended);
    this.#all.whenGone(ended);
  }

  join(caller: Caller): Promise<Result> {
    this.#waiting++;
    this.#all.add(caller);
    caller.whenGone(() => this.#leave());
    return this.#result;
  }

  #leave(): void {
    if (--this.#waiting === 0) this.#all.leave();
  }
}

/** Represents every client that waits for one run. */
class AllCallers extends Caller {
  readonly #callers: Caller[] = [];
  #isWaiting = false;

  add(caller: Caller): void {
    this.#callers.push(caller);
    if (this.#isWaiting) caller.waits();
  }

  override waits(): void {
    this.#isWaiting = true;
    for (const caller of this.#callers) caller.waits();
  }
}
