import { type SubgraphRequest, TransportError } from './transport.js';

export interface BulkheadOptions {
  /** Maximum calls of the subgraph in flight. */
  readonly permits: number;
  /** Maximum calls that wait for a permit. */
  readonly queue: number;
  /** Maximum milliseconds in the queue. */
  readonly queueTimeout: number;
}

interface Waiting {
  readonly start: () => void;
  readonly fail: (error: TransportError) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Limits the calls of one subgraph, so that a slow subgraph delays only the requests that need it. A call that waits here
 * releases the permit that its request holds in the gateway: requests for other subgraphs do not wait behind it.
 */
export class Bulkhead {
  readonly #queue = new Set<Waiting>();
  #inFlight = 0;

  constructor(
    readonly name: string,
    readonly options: BulkheadOptions,
  ) {}

  /** Runs a call with a permit. @throws TransportError SUBGRAPH_BUSY */
  async run<Response>({ caller }: SubgraphRequest, call: () => Promise<Response>): Promise<Response> {
    if (this.#inFlight >= this.options.permits) {
      caller?.waits();
      await this.#wait(caller);
    }
    this.#inFlight++;
    try {
      return await call();
    } finally {
      this.#inFlight--;
      this.#next();
    }
  }

  #wait(caller: SubgraphRequest['caller']): Promise<void> {
    const { queue, queueTimeout } = this.options;
    if (this.#queue.size >= queue) return Promise.reject(this.#busy());
    return new Promise((start, fail) => {
      const timer = setTimeout(() => this.#remove(waiting, this.#busy()), queueTimeout);
      const waiting: Waiting = { start, fail, timer };
      this.#queue.add(waiting);
      caller?.whenGone(() => this.#remove(waiting, cancelled()));
    });
  }

  #next(): void {
    const [next] = this.#queue;
    if (!next || this.#inFlight >= this.options.permits) return;
    this.#queue.delete(next);
    clearTimeout(next.timer);
    next.start();
  }

  #remove(waiting: Waiting, error: TransportError): void {
    if (!this.#queue.delete(waiting)) return;
    clearTimeout(waiting.timer);
    waiting.fail(error);
  }

  #busy(): TransportError {
    const message = `Subgraph "${this.name}" has as many calls in flight as the gateway permits.`;
    return new TransportError('SUBGRAPH_BUSY', message);
  }
}

const cancelled = () => new TransportError('REQUEST_CANCELLED', 'The request was cancelled.');
