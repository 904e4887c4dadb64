import type { Engine } from '../engine/engine.js';
import type { BreakerState } from '../subgraph/breaker.js';
import type { Breakers } from '../subgraph/breakers.js';
import { type Transport, TransportError } from '../subgraph/transport.js';

export interface SubgraphState {
  readonly status: 'up' | 'down';
  readonly breaker: BreakerState;
  /** An error code. It contains no address. */
  readonly reason?: string;
}

/** Milliseconds until the check of a subgraph times out, and for which its result is cached. */
const PROBE_TIMEOUT = 2_000;
const BELIEVED = 1_000;

/** Checks each subgraph with a query, at most once per second. */
export class Readiness {
  readonly #engine: () => Engine;
  readonly #breakers: Breakers;
  #asked = Number.NEGATIVE_INFINITY;
  #states: Promise<Record<string, SubgraphState>> = Promise.resolve({});

  constructor(engine: () => Engine, breakers: Breakers) {
    this.#engine = engine;
    this.#breakers = breakers;
  }

  subgraphs(): Promise<Record<string, SubgraphState>> {
    if (performance.now() - this.#asked > BELIEVED) {
      this.#asked = performance.now();
      this.#states = this.#ask();
    }
    return this.#states;
  }

  async #ask(): Promise<Record<string, SubgraphState>> {
    const transports = [...this.#engine().transports.values()];
    const states = await Promise.all(transports.map(async (each) => [each.name, await this.#probe(each)] as const));
    return Object.fromEntries(states);
  }

  async #probe(transport: Transport): Promise<SubgraphState> {
    const reason = await reasonWhyNot(transport);
    const breaker = this.#breakers.of(transport.name).state;
    return reason === undefined ? { status: 'up', breaker } : { status: 'down', breaker, reason };
  }
}

async function reasonWhyNot(transport: Transport): Promise<string | undefined> {
  try {
    const deadline = performance.now() + PROBE_TIMEOUT;
    const answer = await transport.send({ query: PROBE, variablesText: '{}', headers: {}, deadline });
    return answer.errors?.length ? codeOf(answer.errors[0]?.extensions?.code) : undefined;
  } catch (error) {
    return error instanceof TransportError ? error.code : 'SUBGRAPH_UNREACHABLE';
  }
}

/** `/ready` is public: a subgraph cannot place a text of its own there. */
const codeOf = (code: unknown): string =>
  typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : 'SUBGRAPH_ERROR';

const PROBE = '{ __typename }';
