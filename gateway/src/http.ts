import { type Dispatcher, Pool } from 'undici';
import { GatewayError } from './errors.js';
import { parseSubgraphAnswer } from './subgraph-answer.js';
import {
  type Connect,
  type SubgraphRequest,
  type SubgraphResponse,
  type Transport,
  TransportError,
} from './transport.js';

export interface HttpTransportOptions {
  /** For a whole call, from its start to its last byte. Milliseconds, 30,000 by default. */
  timeout?: number;
  /** Bytes of one answer, 64 MiB by default. */
  maxResponseBytes?: number;
  /** Where subgraphs answer, by name, in place of what the supergraph says. */
  urls?: Readonly<Record<string, string>>;
  /** Kept-alive connections to one subgraph, 128 by default. */
  connections?: number;
}

const rememberedQueries = 2_000;

/** A Connect that speaks GraphQL over HTTP. */
export function httpConnect(options: HttpTransportOptions = {}): Connect {
  return (name, url) => new HttpTransport(name, options.urls?.[name] ?? url, options);
}

export class HttpTransport implements Transport {
  readonly name: string;
  readonly #pool: Pool;
  readonly #path: string;
  readonly #timeout: number;
  readonly #maxBytes: number;
  readonly #heads = new Map<string, string>();

  /** @throws GatewayError SUPERGRAPH_UNREADABLE if the address is not one of http or https */
  constructor(name: string, url: string, options: HttpTransportOptions = {}) {
    const { origin, pathname, search } = parseAddress(name, url);
    this.name = name;
    this.#pool = new Pool(origin, { connections: options.connections ?? 128, pipelining: 1 });
    this.#path = pathname + search;
    this.#timeout = options.timeout ?? 30_000;
    this.#maxBytes = options.maxResponseBytes ?? 64 * 1024 * 1024;
  }

  send(request: SubgraphRequest): Promise<SubgraphResponse> {
    return new Promise((resolve, reject) => {
      const call = new Call(this.name, this.#maxBytes, this.#timeout, request.signal, resolve, reject);
      this.#pool.dispatch(
        {
          method: 'POST',
          path: this.#path,
          headers: {
            ...request.headers,
            'content-type': 'application/json',
            accept: 'application/graphql-response+json, application/json',
          },
          body: `${this.#head(request)}${request.variablesText}}`,
        },
        call,
      );
    });
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #head(request: SubgraphRequest): string {
    const known = this.#heads.get(request.query);
    if (known !== undefined) return known;
    const name = request.operationName === undefined ? '' : `,"operationName":${JSON.stringify(request.operationName)}`;
    const head = `{"query":${JSON.stringify(request.query)}${name},"variables":`;
    if (this.#heads.size >= rememberedQueries) this.#heads.clear();
    this.#heads.set(request.query, head);
    return head;
  }
}

function parseAddress(name: string, url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address && ['http:', 'https:'].includes(address.protocol)) return address;
  throw new GatewayError(
    'SUPERGRAPH_UNREADABLE',
    `The supergraph gives subgraph "${name}" the address "${url}"; an http:// or https:// address is needed.`,
  );
}

class Call implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  readonly #timer: NodeJS.Timeout;
  #controller?: Dispatcher.DispatchController;
  #failure?: TransportError;
  #status = 0;
  #bytes = 0;

  constructor(
    readonly name: string,
    readonly maxBytes: number,
    timeout: number,
    readonly signal: AbortSignal | undefined,
    readonly resolve: (response: SubgraphResponse) => void,
    readonly reject: (error: Error) => void,
  ) {
    this.#timer = setTimeout(this.#expire, timeout, timeout);
    signal?.addEventListener('abort', this.#cancel, { once: true });
    if (signal?.aborted) this.#cancel();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= this.maxBytes) this.#chunks.push(chunk);
    else
      this.#fail('SUBGRAPH_RESPONSE_TOO_LARGE', `Subgraph "${this.name}" answered more than ${this.maxBytes} bytes.`);
  }

  onResponseEnd(): void {
    this.#settle();
    const chunk = this.#chunks[0];
    const body = this.#chunks.length === 1 && chunk ? chunk : Buffer.concat(this.#chunks);
    try {
      this.resolve(parseSubgraphAnswer(this.name, this.#status, body.toString()));
    } catch (error) {
      this.reject(error as Error);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#settle();
    this.reject(
      this.#failure ??
        new TransportError('SUBGRAPH_UNREACHABLE', `Subgraph "${this.name}" could not be reached.`, { cause }),
    );
  }

  readonly #expire = (timeout: number): void =>
    this.#fail('SUBGRAPH_TIMEOUT', `Subgraph "${this.name}" did not answer within ${timeout} ms.`);

  readonly #cancel = (): void => this.#fail('REQUEST_CANCELLED', 'The request was cancelled.');

  #fail(code: TransportError['code'], message: string): void {
    this.#failure ??= new TransportError(code, message);
    this.#settle();
    this.reject(this.#failure);
    this.#controller?.abort(this.#failure);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.signal?.removeEventListener('abort', this.#cancel);
  }
}
