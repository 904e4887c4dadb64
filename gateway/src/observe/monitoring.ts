import { type Handler, sendJson } from '@cabildo/kit/process';
import type { RequestLog } from '../log.js';
import type { Metrics } from './metrics.js';
import type { Readiness } from './readiness.js';
import { observed } from './requests.js';
import type { Tracing } from './tracing.js';

export interface MonitoringOptions {
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly requestLog?: RequestLog;
  readonly tracing?: Tracing;
  /** Whether the gateway accepts new requests. */
  readonly taking: () => boolean;
}

/** The monitoring of a gateway: metrics, request log, traces, readiness. */
export class Monitoring {
  readonly #options: MonitoringOptions;

  constructor(options: MonitoringOptions) {
    this.#options = options;
  }

  /** Wraps a handler: counts, times, logs and traces its responses. */
  watching(handler: Handler): Handler {
    const { metrics, requestLog, tracing } = this.#options;
    return observed(tracing?.watching(handler) ?? handler, metrics, requestLog);
  }

  get routes(): Readonly<Record<string, Handler>> {
    return { '/ready': this.#ready, '/metrics': this.#metrics };
  }

  /** A gateway without some of its subgraphs still serves the others; without any it serves nothing. */
  readonly #ready: Handler = async (_request, response) => {
    const subgraphs = await this.#options.readiness.subgraphs();
    const ready = this.#options.taking() && Object.values(subgraphs).some(({ status }) => status === 'up');
    sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable', subgraphs });
  };

  readonly #metrics: Handler = async (_request, response) => {
    const text = await this.#options.metrics.text();
    response
      .writeHead(200, { 'content-type': this.#options.metrics.contentType, 'cache-control': 'no-store' })
      .end(text);
  };
}
