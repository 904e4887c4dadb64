import type { ExecutionResult } from 'graphql';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Connections } from '../database/connections.js';
import type { HttpResponse } from '../http/http-response.js';
import type { Handler } from '../http/http-server.js';

/** Values that are read when the metrics are scraped. */
export interface ScrapedValues {
  readonly connections: Connections;
  /** Returns the newest revision, or undefined if the database does not reply within a second. */
  readonly newest: () => Promise<number | undefined>;
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The Prometheus metrics of a subgraph. Each has its own registry, because one process may run several subgraphs. */
export class SubgraphMetrics {
  readonly #registry = new Registry();
  readonly #own = { registers: [this.#registry] };
  readonly #calls = new Counter({
    ...this.#own,
    name: 'subgraph_calls_total',
    help: 'GraphQL requests by HTTP status; 499 if the caller disconnected before the response.',
    labelNames: ['status'],
  });
  readonly #callSeconds = new Histogram({
    ...this.#own,
    name: 'subgraph_call_seconds',
    help: 'Duration of GraphQL requests, from their headers to the last byte of the response.',
    buckets: seconds,
  });
  readonly #errors = new Counter({
    ...this.#own,
    name: 'subgraph_errors_total',
    help: 'GraphQL responses with errors, by error code. A response with several codes counts once for each.',
    labelNames: ['code'],
  });
  readonly #rejections = new Counter({
    ...this.#own,
    name: 'subgraph_rejections_total',
    help: 'Requests that were rejected before execution, by error code.',
    labelNames: ['code'],
  });

  readonly #up = new Gauge({
    ...this.#own,
    name: 'subgraph_database_up',
    help: '1 if the database replies within a second, else 0.',
  });
  readonly #revision = new Gauge({
    ...this.#own,
    name: 'subgraph_revision',
    help: 'The newest revision; absent while the database does not reply.',
  });
  readonly #newest: ScrapedValues['newest'];

  constructor({ connections, newest }: ScrapedValues) {
    this.#newest = newest;
    this.#connections(connections);
    this.#gauge('subgraph_memory_bytes', 'Resident memory of the process.', () => process.memoryUsage.rss());
    this.#gauge('subgraph_heap_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed);
  }

  readonly contentType = this.#registry.contentType;

  async text(): Promise<string> {
    const newest = await this.#newest();
    this.#up.set(Number(newest !== undefined));
    if (newest === undefined) this.#revision.remove();
    else this.#revision.set(newest);
    return this.#registry.metrics();
  }

  /** Wraps a handler so that its requests are counted and timed. */
  watching(handler: Handler): Handler {
    return (request, response) => {
      const began = performance.now();
      response.once('close', () => {
        this.#calls.inc({ status: response.statusSent });
        this.#callSeconds.observe((performance.now() - began) / 1_000);
      });
      return handler(request, response);
    };
  }

  /** Counts the request when it ends, if it was rejected. */
  readonly refusalOf = (response: HttpResponse): void => {
    response.once('close', () => {
      if (response.rejectedBy !== undefined) this.rejected(response.rejectedBy);
    });
  };

  readonly rejected = (code: string): void => {
    this.#rejections.inc({ code });
  };

  answered({ errors }: ExecutionResult): void {
    if (!errors) return;
    for (const code of new Set(errors.map(({ extensions }) => String(extensions.code ?? 'INTERNAL_SERVER_ERROR'))))
      this.#errors.inc({ code });
  }

  #connections(connections: Connections): void {
    const taken: Counter<'use'> = new Counter({
      ...this.#own,
      name: 'subgraph_connections_taken_total',
      help: 'Connections taken from the pool, for a statement or a transaction.',
      labelNames: ['use'],
      collect: () => {
        taken.reset();
        for (const { use, taken: times } of connections.now()) taken.inc({ use }, times);
      },
    });
    const now: Gauge<'use' | 'state'> = new Gauge({
      ...this.#own,
      name: 'subgraph_connections',
      help: 'Database connections by use (read or write; write serves both without a replica) and state (used or idle); waiting counts requests for a connection.',
      labelNames: ['use', 'state'],
      collect: () => {
        for (const { use, states } of connections.now())
          for (const [state, count] of Object.entries(states)) now.set({ use, state }, count);
      },
    });
  }

  #gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ ...this.#own, name, help, collect: () => gauge.set(read()) });
  }
}
