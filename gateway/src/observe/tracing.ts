import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Handler } from '@cabildo/kit/process';
import { type Connect, type Transport, TransportError } from '../subgraph/transport.js';
import type { Span, SpanExport } from './span-export.js';

/** The trace context that the calls of a request inherit. */
interface Context {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
  readonly state?: string;
}

const now = (): number => performance.timeOrigin + performance.now();
const TRACEPARENT = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** Creates a span for each request and each subgraph call, and propagates the W3C trace context to the subgraph. */
export class Tracing {
  readonly #exported: SpanExport;
  readonly #current = new AsyncLocalStorage<Context>();

  constructor(exported: SpanExport) {
    this.#exported = exported;
  }

  watching(handler: Handler): Handler {
    return (request, response) => {
      const parent = parentOf(request);
      const context = below(parent);
      const start = now();
      response.once('close', () => {
        const attributes = {
          'http.request.method': request.method ?? 'GET',
          'url.path': (request.url ?? '/').split('?', 1)[0]!,
          'http.response.status_code': response.statusCode,
        };
        this.#end(context, parent, {
          name: 'request',
          kind: 'server',
          start,
          attributes,
          failed: response.statusCode >= 500,
        });
      });
      return this.#current.run(context, () => handler(request, response));
    };
  }

  connecting(connect: Connect): Connect {
    return (name, url) => {
      const transport = connect(name, url);
      const send: Transport['send'] = (request) => {
        const parent = this.#current.getStore();
        return parent ? this.#call(parent, transport, request) : transport.send(request);
      };
      const close = () => transport.close();
      return transport.watch
        ? { name, send, close, watch: (listener) => transport.watch!(listener) }
        : { name, send, close };
    };
  }

  stop(): Promise<void> {
    return this.#exported.stop();
  }

  async #call(parent: Context, transport: Transport, request: Parameters<Transport['send']>[0]) {
    const context = below(parent);
    const start = now();
    const attributes: Record<string, string> = { 'cabildo.subgraph': transport.name };
    try {
      return await transport.send({ ...request, headers: { ...request.headers, ...headersOf(context) } });
    } catch (error) {
      attributes['error.type'] = error instanceof TransportError ? error.code : 'SUBGRAPH_UNREACHABLE';
      throw error;
    } finally {
      const failed = 'error.type' in attributes;
      this.#end(context, parent, { name: `fetch ${transport.name}`, kind: 'client', start, attributes, failed });
    }
  }

  #end(context: Context, parent: Context | undefined, span: Omit<Span, 'traceId' | 'spanId' | 'end'>): void {
    if (!context.sampled) return;
    const { traceId, spanId } = context;
    this.#exported.add({ traceId, spanId, ...(parent && { parentSpanId: parent.spanId }), ...span, end: now() });
  }
}

function parentOf({ headers }: IncomingMessage): Context | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(String(headers.traceparent)) ?? [];
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  const { tracestate } = headers;
  const state = typeof tracestate === 'string' && tracestate.length <= 512 ? tracestate : undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1, ...(state && { state }) };
}

function below(parent: Context | undefined): Context {
  const spanId = randomBytes(8).toString('hex');
  return parent ? { ...parent, spanId } : { traceId: randomBytes(16).toString('hex'), spanId, sampled: true };
}

function headersOf({ traceId, spanId, sampled, state }: Context): Record<string, string> {
  const traceparent = `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
  return state ? { traceparent, tracestate: state } : { traceparent };
}
