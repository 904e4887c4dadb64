import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ResponseOrigin } from '../cache/response-cache.js';
import type { RedisOutcome, RedisUse } from '../redis/redis-link.js';
import type { BreakerState } from '../subgraph/breaker.js';
import type { CallObserver } from '../subgraph/observed-transport.js';
import { Tally } from './tally.js';

/** Values that are read at each scrape. */
export interface Gauged {
  readonly atWork: () => number;
  readonly waiting: () => number;
  /** Maximum requests that are executed at once, at this moment. */
  readonly limit: () => number;
  /** Refusals that wait to be sent. */
  readonly refusals: () => number;
  readonly breakers: () => readonly (readonly [subgraph: string, state: BreakerState])[];
  /** Whether the newest supergraph was refused, and the previous one is served. */
  readonly supergraphRefused: () => boolean;
  /** The state of the circuit breaker of Redis, if there is one. */
  readonly redis?: () => BreakerState | undefined;
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const breakerStates: readonly BreakerState[] = ['closed', 'half-open', 'open'];

/** The Prometheus metrics of a gateway. Each gateway has a registry, because one process may run several. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #own = { registers: [this.#registry] };
  readonly #requests = new Tally<number>(
    {
      ...this.#own,
      name: 'cabildo_requests_total',
      help: 'Requests by the status of their answer; 499: the client left before it.',
    },
    'status',
  );
  readonly #requestSeconds = new Histogram({
    ...this.#own,
    name: 'cabildo_request_seconds',
    help: 'From the headers of a request to the last byte of its answer.',
    buckets: seconds,
  });
  readonly #rejections = new Counter({
    ...this.#own,
    name: 'cabildo_rejections_total',
    help: 'Requests that were refused before they were run, by the code that they were told.',
    labelNames: ['code'],
  });
  readonly #dropped = new Counter({
    ...this.#own,
    name: 'cabildo_connections_dropped_total',
    help: 'Connections that were hung up on, for there were as many as there may be.',
  });
  readonly #answers = new Tally<ResponseOrigin>(
    {
      ...this.#own,
      name: 'cabildo_answers_total',
      help: 'Answers by where they came from: run, shared with a request under way, kept from before, redis, held by the client.',
    },
    'from',
  );
  readonly #plans = new Counter({
    ...this.#own,
    name: 'cabildo_plans_total',
    help: 'Plans that were made: what is asked again is not planned again.',
  });
  readonly #planFailures = new Counter({
    ...this.#own,
    name: 'cabildo_plan_failures_total',
    help: 'New operations that could not be planned, by the code that their client was told.',
    labelNames: ['code'],
  });
  readonly #planSeconds = new Histogram({
    ...this.#own,
    name: 'cabildo_plan_seconds',
    help: 'From the wish for a plan to the plan, or to its failure.',
    buckets: seconds,
  });
  readonly #fetches = new Counter({
    ...this.#own,
    name: 'cabildo_fetches_total',
    help: 'Calls to a subgraph by how they ended: answered, or the code of the failure.',
    labelNames: ['subgraph', 'outcome'],
  });
  readonly #retries = new Counter({
    ...this.#own,
    name: 'cabildo_retries_total',
    help: 'Calls to a subgraph that were answered when they were sent again, after a connection was lost.',
    labelNames: ['subgraph'],
  });
  readonly #fetchSeconds = new Histogram({
    ...this.#own,
    name: 'cabildo_fetch_seconds',
    help: 'From the start of a call to a subgraph to its end.',
    labelNames: ['subgraph'],
    buckets: seconds,
  });

  readonly #redis = new Counter({
    ...this.#own,
    name: 'cabildo_redis_total',
    help: 'Questions to Redis by their use (find, keep, take) and how they ended: answered, late, failed, unreadable, spared.',
    labelNames: ['use', 'outcome'],
  });

  constructor(gauged: Gauged) {
    this.#gauge('cabildo_requests_at_work', 'Requests that are worked on.', gauged.atWork);
    this.#gauge('cabildo_requests_waiting', 'Requests that wait for a place.', gauged.waiting);
    this.#gauge(
      'cabildo_requests_limit',
      'Requests that may be worked on at once, now: fewer while the process has no time to spare.',
      gauged.limit,
    );
    this.#gauge('cabildo_refusals_waiting', 'Requests that found no place and wait to be told so.', gauged.refusals);
    this.#gauge(
      'cabildo_supergraph_refused',
      '1 while a changed supergraph is refused and the one before served.',
      () => Number(gauged.supergraphRefused()),
    );
    this.#gauge('cabildo_memory_bytes', 'Resident memory of the process.', () => process.memoryUsage.rss());
    this.#gauge('cabildo_heap_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed);
    this.#gauge('cabildo_redis_spared', '1 while Redis has failed and is done without.', () =>
      Number((gauged.redis?.() ?? 'closed') !== 'closed'),
    );
    const breaker: Gauge<'subgraph' | 'state'> = new Gauge({
      ...this.#own,
      name: 'cabildo_breaker_state',
      help: '1 for the state that the circuit breaker of a subgraph is in, 0 for the others.',
      labelNames: ['subgraph', 'state'],
      collect: () => {
        for (const [subgraph, now] of gauged.breakers())
          for (const state of breakerStates) breaker.set({ subgraph, state }, Number(state === now));
      },
    });
  }

  readonly contentType = this.#registry.contentType;

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  requested(status: number, ms: number): void {
    this.#requests.inc(status);
    this.#requestSeconds.observe(ms / 1_000);
  }

  readonly rejected = (code: string): void => {
    this.#rejections.inc({ code });
  };

  answered(from: ResponseOrigin): void {
    this.#answers.inc(from);
  }

  readonly planned = (ms: number, failure?: string): void => {
    this.#planSeconds.observe(ms / 1_000);
    if (failure === undefined) this.#plans.inc();
    else this.#planFailures.inc({ code: failure });
  };

  fetching(subgraph: string): CallObserver {
    return {
      ended: (outcome, ms, answer) => {
        this.#fetches.inc({ subgraph, outcome });
        this.#fetchSeconds.observe({ subgraph }, ms / 1_000);
        if (answer?.retried) this.#retries.inc({ subgraph });
      },
    };
  }

  readonly droppedConnection = (): void => {
    this.#dropped.inc();
  };

  readonly askedRedis = (use: RedisUse, outcome: RedisOutcome): void => {
    this.#redis.inc({ use, outcome });
  };

  #gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ ...this.#own, name, help, collect: () => gauge.set(read()) });
  }
}
