import type { GatewayErrorCode } from '../errors.js';
import {
  type Connect,
  type SubgraphRequest,
  type SubgraphResponse,
  type Transport,
  TransportError,
} from '../transport.js';
import { Breaker, type BreakerOptions, type BreakerState } from './breaker.js';

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
}

/** A Connect whose subgraphs are spared while they fail. */
export function sparing(connect: Connect, breakers: Breakers): Connect {
  return (name, url) => {
    const transport = connect(name, url);
    const spared: Transport = {
      name,
      send: (request) => send(transport, breakers.of(name), request),
      close: () => transport.close(),
    };
    return transport.watch ? { ...spared, watch: (listener) => transport.watch!(listener) } : spared;
  };
}

/** What tells that a subgraph, not what it was asked, is at fault. An answer that is too large may be asked for. */
const failures = new Set<GatewayErrorCode>(['SUBGRAPH_UNREACHABLE', 'SUBGRAPH_TIMEOUT', 'SUBGRAPH_BAD_RESPONSE']);

/** What says nothing of the subgraph: nobody waited long enough. */
const unseen = new Set<GatewayErrorCode>(['REQUEST_CANCELLED', 'DEADLINE_EXCEEDED']);

async function send(transport: Transport, breaker: Breaker, request: SubgraphRequest): Promise<SubgraphResponse> {
  if (!breaker.enter())
    throw new TransportError('SUBGRAPH_SPARED', `Subgraph "${transport.name}" has failed and is not asked for now.`);
  try {
    const response = await transport.send(request);
    breaker.succeeded();
    return response;
  } catch (error) {
    if (!(error instanceof TransportError) || failures.has(error.code)) breaker.failed();
    else if (unseen.has(error.code)) breaker.abandoned();
    else breaker.succeeded();
    throw error;
  }
}
