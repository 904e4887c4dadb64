import { Caller } from '../caller.js';

/** One run that several equal requests wait for. It is cut short when all of them have left. */
export class CoalescedRun<Result> {
  readonly #all = new Caller();
  readonly #result: Promise<Result>;
  #waiting = 0;

  constructor(run: (all: Caller) => Promise<Result>, landed: () => void) {
    this.#result = run(this.#all);
    this.#result.then(landed, landed);
    this.#all.whenGone(landed);
  }

  join(caller: Caller): Promise<Result> {
    this.#waiting++;
    caller.whenGone(() => this.#leave());
    return this.#result;
  }

  #leave(): void {
    if (--this.#waiting === 0) this.#all.leave();
  }
}
