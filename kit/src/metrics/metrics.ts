import type { ExecutionResult } from 'graphql';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Connections } from '../database/connections.js';
import type { HttpResponse } from '../http/http-response.js';
import type { Handler } from '../http/http-server.js';

/** What is looked up at the moment that somebody asks for the metrics. */
export interface Gauged {
  readonly connections: Connections;
  /** The newest revision, soon; undefined while the database does not answer. */
  readonly newest: () => Promise<number | undefined>;
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Prometheus is told of a subgraph. A registry of its own: several may live in one process. */
export class SubgraphMetrics {
  readonly #registry = new Registry();
  readonly #own = { registers: [this.#registry] };
  readonly #calls = new Counter({
    ...this.#own,
    name: 'subgraph_calls_total',
    help: 'Calls of GraphQL by the status of their answer; 499: the caller left before it.',
    labelNames: ['status'],
  });
  readonly #callSeconds = new Histogram({
    ...this.#own,
    name: 'subgraph_call_seconds',
    help: 'From the headers of a call of GraphQL to the last byte of its answer.',
    buckets: seconds,
  });
  readonly #errors = new Counter({
    ...this.#own,
    name: 'subgraph_errors_total',
    help: 'Answers that errors came with, by the code of these; one of several codes counts for each.',
    labelNames: ['code'],
  });
  readonly #rejections = new Counter({
    ...this.#own,
    name: 'subgraph_rejections_total',
    help: 'Requests that were refused before they were run, by the code that they were told.',
    labelNames: ['code'],
  });

  readonly #up = new Gauge({
    ...this.#own,
    name: 'subgraph_database_up',
    help: '1 while the database answers within a second, else 0.',
  });
  readonly #revision = new Gauge({
    ...this.#own,
    name: 'subgraph_revision',
    help: 'The newest revision; none while the database does not answer.',
  });
  readonly #newest: Gauged['newest'];

  constructor({ connections, newest }: Gauged) {
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

  /** Counts and times the calls that a handler answers. */
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

  /** Counts a request if it comes to be refused. */
  readonly refusalOf = (response: HttpResponse): void => {
    response.once('close', () => {
      if (response.refused !== undefined) this.rejected(response.refused);
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
      help: 'Times that a connection to the database was taken, for a statement or a transaction.',
      labelNames: ['use'],
      collect: () => {
        taken.reset();
        for (const { use, taken: times } of connections.now()) taken.inc({ use }, times);
      },
    });
    const now: Gauge<'use' | 'state'> = new Gauge({
      ...this.#own,
      name: 'subgraph_connections',
      help: 'Connections to the database, by their use (read, write; write for both without a replica) and state: used, idle; waiting: those who wait for one.',
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
