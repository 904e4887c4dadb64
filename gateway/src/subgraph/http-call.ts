import type { Dispatcher } from 'undici';
import { sharedMaxAge } from './cache-control.js';
import { parseSubgraphAnswer } from './subgraph-response.js';
import { type SubgraphRequest, type SubgraphResponse, TransportError } from './transport.js';

export interface CallBounds {
  /** Milliseconds for the whole call, from its start to its last byte. */
  readonly timeout: number;
  /** Bytes of the answer. */
  readonly maxBytes: number;
}

/** A connection that could not be had, or ended before the answer did. */
export class ConnectionLost extends TransportError {}

/** One HTTP request under way, from its start to its last byte. */
export class HttpCall implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  readonly #timer: NodeJS.Timeout;
  #settled = false;
  #controller?: Dispatcher.DispatchController;
  #failure?: TransportError;
  #status = 0;
  #maxAge = 0;
  #bytes = 0;

  constructor(
    readonly name: string,
    readonly bounds: CallBounds,
    { caller, deadline }: SubgraphRequest,
    readonly resolve: (response: SubgraphResponse) => void,
    readonly reject: (error: Error) => void,
  ) {
    const left = deadline === undefined ? Number.POSITIVE_INFINITY : deadline - performance.now();
    this.#timer =
      left < bounds.timeout
        ? setTimeout(() => this.#runOut(), Math.max(0, left))
        : setTimeout(() => this.#expire(), bounds.timeout);
    caller?.whenGone(() => this.#cancel());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.#status = status;
    this.#maxAge = sharedMaxAge(headers['cache-control']);
    if (Number(headers['content-length']) > this.bounds.maxBytes) this.#tooLarge();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= this.bounds.maxBytes) this.#chunks.push(chunk);
    else this.#tooLarge();
  }

  onResponseEnd(): void {
    const [chunk] = this.#chunks;
    const body = this.#chunks.length === 1 && chunk ? chunk : Buffer.concat(this.#chunks);
    this.#settle();
    try {
      const answer = parseSubgraphAnswer(this.name, this.#status, body.toString());
      answer.maxAge = this.#maxAge;
      this.resolve(answer);
    } catch (error) {
      this.reject(error as Error);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#settle();
    const lost = `Subgraph "${this.name}" could not be reached.`;
    this.reject(this.#failure ?? new ConnectionLost('SUBGRAPH_UNREACHABLE', lost, { cause }));
  }

  #expire(): void {
    this.#fail('SUBGRAPH_TIMEOUT', `Subgraph "${this.name}" did not answer within ${this.bounds.timeout} ms.`);
  }

  #runOut(): void {
    this.#fail('DEADLINE_EXCEEDED', `The request’s time was up before subgraph "${this.name}" answered.`);
  }

  #cancel(): void {
    if (!this.#settled) this.#fail('REQUEST_CANCELLED', 'The request was cancelled.');
  }

  #tooLarge(): void {
    const { maxBytes } = this.bounds;
    this.#fail('SUBGRAPH_RESPONSE_TOO_LARGE', `Subgraph "${this.name}" answered more than ${maxBytes} bytes.`);
  }

  #fail(code: TransportError['code'], message: string): void {
    this.#failure ??= new TransportError(code, message);
    this.#settle();
    this.reject(this.#failure);
    this.#controller?.abort(this.#failure);
  }

  /** The caller remembers its calls for as long as it waits: what was read is not kept with them. */
  #settle(): void {
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#chunks.length = 0;
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;
