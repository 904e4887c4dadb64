import { Breaker, type BreakerOptions, type BreakerState } from './breaker.js';
import type { CallObserver, CallOutcome } from './observed-transport.js';
import { TransportError } from './transport.js';

/** The circuit breakers, one for each subgraph name. They outlive a change of the supergraph. */
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

  /** Returns an observer that refuses calls while the breaker is open. */
  observer(name: string): CallObserver {
    const breaker = this.of(name);
    return {
      begins: () => {
        if (!breaker.enter())
          throw new TransportError(
            'SUBGRAPH_SPARED',
            `The circuit breaker of subgraph "${name}" is open, because its last calls failed.`,
          );
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

/** Outcomes that are failures of the subgraph. A response that is too large may be the fault of the operation. */
const failures = new Set<CallOutcome>(['SUBGRAPH_UNREACHABLE', 'SUBGRAPH_TIMEOUT', 'SUBGRAPH_BAD_RESPONSE']);

/** Outcomes that say nothing about the subgraph: the call was not sent, or ended early. */
const unseen = new Set<CallOutcome>(['REQUEST_CANCELLED', 'DEADLINE_EXCEEDED', 'SUBGRAPH_BUSY']);
