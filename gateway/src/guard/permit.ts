/** The right of one request to be executed. Its holder releases it when the request has ended. */
export class Permit {
  #onRelease?: () => void;

  constructor(onRelease: () => void) {
    this.#onRelease = onRelease;
  }

  /** Passes the permit to the next request in the queue. Calls after the first have no effect. */
  release(): void {
    const onRelease = this.#onRelease;
    this.#onRelease = undefined;
    onRelease?.();
  }
}
