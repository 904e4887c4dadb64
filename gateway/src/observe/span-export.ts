import { request } from 'undici';
import type { Log } from '../log.js';

/** A span of a trace. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: 'server' | 'client';
  /** Milliseconds since 1970, with fractions. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly failed: boolean;
}

const EVERY_MS = 2_000;
/** Maximum spans that wait to be sent. Others are dropped, like a batch that the collector refuses. */
const MOST_WAITING = 4_096;
const TIMEOUT_MS = 5_000;

const kinds = { server: 2, client: 3 };
const FAILED = { code: 2 };

/** Exports spans to an OpenTelemetry collector in batches, as OTLP over HTTP in JSON. */
export class SpanExport {
  readonly #url: string;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  #waiting: Span[] = [];
  #failing = false;

  /** @param endpoint the URL of the collector, without `/v1/traces` */
  constructor(endpoint: string, log: Log) {
    this.#url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
    this.#log = log;
    this.#timer = setInterval(() => void this.#send(), EVERY_MS).unref();
  }

  add(span: Span): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(span);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#send();
  }

  async #send(): Promise<void> {
    const spans = this.#waiting;
    if (spans.length === 0) return;
    this.#waiting = [];
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const headers = { 'content-type': 'application/json' };
      const answer = await request(this.#url, { method: 'POST', headers, body: bodyOf(spans), signal });
      await answer.body.dump();
      this.#tell(answer.statusCode < 300 ? undefined : `it answered ${answer.statusCode}`);
    } catch (error) {
      this.#tell((error as Error).message);
    }
  }

  /** Logs a failure once, until an export succeeds. */
  #tell(reason: string | undefined): void {
    if (reason !== undefined && !this.#failing)
      this.#log.warn(`The collector of traces takes none (${reason}); they are dropped until it does.`);
    this.#failing = reason !== undefined;
  }
}

function bodyOf(spans: readonly Span[]): string {
  const resource = { attributes: attributesOf({ 'service.name': 'cabildo-gateway' }) };
  return JSON.stringify({
    resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'cabildo' }, spans: spans.map(spanOf) }] }],
  });
}

function spanOf({ kind, start, end, attributes, failed, ...span }: Span) {
  return {
    ...span,
    kind: kinds[kind],
    startTimeUnixNano: nanoseconds(start),
    endTimeUnixNano: nanoseconds(end),
    attributes: attributesOf(attributes),
    ...(failed && { status: FAILED }),
  };
}

const nanoseconds = (ms: number): string => `${Math.round(ms * 1_000)}000`;

const attributesOf = (attributes: Span['attributes']) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
