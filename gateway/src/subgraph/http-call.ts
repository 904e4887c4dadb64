import type { Dispatcher } from 'undici';
import { sharedMaxAge } from './cache-control.js';
import { JsonLimitError, type JsonLimits, JsonStream } from './json-stream.js';
import type { ResponseBudget } from './response-budget.js';
import { badResponse, readSubgraphResponse } from './subgraph-response.js';
import { type SubgraphRequest, type SubgraphResponse, TransportError } from './transport.js';

export interface CallBounds extends JsonLimits {
  /** Maximum milliseconds of a call, from its start to the last byte of the response. */
  readonly timeout: number;
  /** Maximum bytes of a response. */
  readonly maxBytes: number;
}

/** The subgraph of a call. */
export interface CallTarget {
  readonly name: string;
  /** Whether the hub itself runs the subgraph. */
  readonly isOwn: boolean;
  readonly bounds: CallBounds;
  readonly budget: ResponseBudget;
}

/** The connection was refused, or closed before the response was complete. */
export class ConnectionLost extends TransportError {}

/** One HTTP request in flight. The response is parsed while it arrives, and refused at the first limit that it exceeds. */
export class HttpCall implements Dispatcher.DispatchHandler {
  readonly #timer: NodeJS.Timeout;
  #json: JsonStream | undefined;
  #settled = false;
  #controller?: Dispatcher.DispatchController;
  #failure?: TransportError;
  #status = 0;
  #maxAge = 0;
  #bytes = 0;
  #objects = 0;

  constructor(
    readonly target: CallTarget,
    { caller, deadline }: SubgraphRequest,
    readonly resolve: (response: SubgraphResponse) => void,
    readonly reject: (error: Error) => void,
  ) {
    const { bounds } = target;
    this.#json = new JsonStream(bounds);
    const left = deadline === undefined ? Number.POSITIVE_INFINITY : deadline - performance.now();
    this.#timer =
      left < bounds.timeout
        ? setTimeout(() => this.#deadlineExceeded(), Math.max(0, left))
        : setTimeout(() => this.#timedOut(), bounds.timeout);
    caller?.whenGone(() => this.#cancel());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.#status = status;
    this.#maxAge = sharedMaxAge(headers['cache-control']);
    if (Number(headers['content-length']) > this.target.bounds.maxBytes) this.#tooManyBytes();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const json = this.#json;
    if (!json) return;
    const objectsBefore = json.objects;
    try {
      if (this.#bytes + chunk.length > this.target.bounds.maxBytes) this.#tooManyBytes();
      else json.write(chunk);
    } catch (error) {
      this.#invalid(error);
    } finally {
      this.#take(chunk.length, json.objects - objectsBefore);
    }
  }

  onResponseEnd(): void {
    const json = this.#json;
    this.#settle();
    if (!json) return;
    try {
      const { name, isOwn } = this.target;
      const response = readSubgraphResponse(json.end(), { name, isOwn, status: this.#status });
      response.maxAge = this.#maxAge;
      this.resolve(response);
    } catch (error) {
      this.reject(error instanceof TransportError ? error : this.#notJson(error));
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#settle();
    const lost = `Subgraph "${this.target.name}" could not be reached.`;
    this.reject(this.#failure ?? new ConnectionLost('SUBGRAPH_UNREACHABLE', lost, { cause }));
  }

  #take(bytes: number, objects: number): void {
    if (this.#settled) return;
    this.#bytes += bytes;
    this.#objects += objects;
    if (this.target.budget.take(bytes, objects)) return;
    const { name, budget } = this.target;
    this.#fail(
      'SUBGRAPH_RESPONSE_TOO_LARGE',
      `The responses of subgraph "${name}" that arrive now exceed ${budget.maxBytes} bytes or ${budget.maxObjects} objects.`,
    );
  }

  #invalid(error: unknown): void {
    const { name } = this.target;
    if (error instanceof JsonLimitError)
      this.#fail('SUBGRAPH_RESPONSE_TOO_LARGE', `The response of subgraph "${name}" ${error.message}.`);
    else this.#failWith(this.#notJson(error));
  }

  #notJson(cause: unknown): TransportError {
    const { name, isOwn } = this.target;
    return badResponse({ name, isOwn, status: this.#status }, 'a body that is not JSON', cause);
  }

  #timedOut(): void {
    const { name, bounds } = this.target;
    this.#fail('SUBGRAPH_TIMEOUT', `Subgraph "${name}" did not respond within ${bounds.timeout} ms.`);
  }

  #deadlineExceeded(): void {
    const { name } = this.target;
    this.#fail('DEADLINE_EXCEEDED', `The time of the request was up before subgraph "${name}" responded.`);
  }

  #cancel(): void {
    if (!this.#settled) this.#fail('REQUEST_CANCELLED', 'The request was cancelled.');
  }

  #tooManyBytes(): void {
    const { name, bounds } = this.target;
    this.#fail(
      'SUBGRAPH_RESPONSE_TOO_LARGE',
      `The response of subgraph "${name}" has more than ${bounds.maxBytes} bytes.`,
    );
  }

  #fail(code: TransportError['code'], message: string): void {
    this.#failWith(new TransportError(code, message));
  }

  #failWith(failure: TransportError): void {
    this.#failure ??= failure;
    this.#settle();
    this.reject(this.#failure);
    this.#controller?.abort(this.#failure);
  }

  /** Callbacks of the caller refer to the call until the request ends: what was received is released before that. */
  #settle(): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#json = undefined;
    this.target.budget.release(this.#bytes, this.#objects);
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;
