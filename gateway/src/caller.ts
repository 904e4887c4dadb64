/**
 * The client, or the clients, that wait for a response and may disconnect before it. It does what an AbortSignal does at a
 * tenth of the cost: a request has several calls that listen to it, and nearly every client stays.
 */
export class Caller {
  #gone = false;
  #callbacks: (() => void)[] | undefined;

  /** Calls back when the client disconnects; at once if it has disconnected. */
  whenGone(callback: () => void): void {
    if (this.#gone) callback();
    else if (this.#callbacks) this.#callbacks.push(callback);
    else {
      this.#callbacks = [callback];
      this.watch();
    }
  }

  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const callback of this.#callbacks ?? []) callback();
  }

  /** Called when a call of the request waits in the queue of a subgraph: the request then needs no concurrency permit. */
  waits(): void {}

  /** Called when the first callback is added. */
  protected watch(): void {}
}
