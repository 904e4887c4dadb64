/**
 * The responses of one subgraph that arrive at the same time share one budget of bytes and one of objects. Without it, many
 * responses that each respect their own limit could fill the memory together.
 */
export class ResponseBudget {
  #bytes = 0;
  #objects = 0;

  constructor(
    readonly maxBytes: number,
    readonly maxObjects: number,
  ) {}

  /** Adds what a response received. @returns false if the budget is exceeded */
  take(bytes: number, objects: number): boolean {
    this.#bytes += bytes;
    this.#objects += objects;
    return this.#bytes <= this.maxBytes && this.#objects <= this.maxObjects;
  }

  /** Returns what a response took, when its call has ended. */
  release(bytes: number, objects: number): void {
    this.#bytes -= bytes;
    this.#objects -= objects;
  }
}
