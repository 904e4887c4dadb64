import { Breaker, type BreakerOptions, type BreakerState } from './breaker.js';
import type { CallObserver, CallOutcome } from './observed-transport.js';
import { TransportError } from './transport.js';

/** One breaker a subgraph, whichever supergraph names it. */
export class Breakers {
  readonly #breakers = new Map<string, Breaker>();
  readonly #options: BreakerOptions;

  constructor(options: BreakerOptions = {}) {
    this.#options = options;
  }

  of(name: string): Breaker {
    let breaker = this.#breakers.get(name);
    if (!breaker) {
      breaker = new Breaker(this.#options);
      this.#breakers.set(name, breaker);
    }
    return breaker;
  }

  states(): [name: string, state: BreakerState][] {
    return [...this.#breakers].map(([name, { state }]) => [name, state]);
  }

  /** Spares a subgraph while it fails. */
  sparing(name: string): CallObserver {
    const breaker = this.of(name);
    return {
      begins: () => {
        if (!breaker.enter())
          throw new TransportError('SUBGRAPH_SPARED', `Subgraph "${name}" has failed and is not asked for now.`);
      },
      ended: (outcome) => {
        if (outcome === 'SUBGRAPH_SPARED') return;
        if (failures.has(outcome)) breaker.failed();
        else if (unseen.has(outcome)) breaker.abandoned();
        else breaker.succeeded();
      },
    };
  }
}

/** What tells that a subgraph, not what it was asked, is at fault. An answer that is too large may be asked for. */
const failures = new Set<CallOutcome>(['SUBGRAPH_UNREACHABLE', 'SUBGRAPH_TIMEOUT', 'SUBGRAPH_BAD_RESPONSE']);

/** What says nothing of the subgraph: nobody waited long enough. */
const unseen = new Set<CallOutcome>(['REQUEST_CANCELLED', 'DEADLINE_EXCEEDED', 'SUBGRAPH_BUSY']);
