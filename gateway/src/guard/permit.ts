/** What a request has while it is worked on. */
export class Place {
  #left?: () => void;

  constructor(left: () => void) {
    this.#left = left;
  }

  /** Gives it to the next, once. */
  leave(): void {
    const left = this.#left;
    this.#left = undefined;
    left?.();
  }
}
