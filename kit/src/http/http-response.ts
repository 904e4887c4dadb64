import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http';

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** The status of an answer that its client did not wait for, as proxies log it. */
const LEFT = 499;

/** A response that some headers stand in whatever is answered, such as who may read it. */
export class HttpResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  readonly #standing: string[] = [];
  /** Bytes of the body, where `writeHeaderPairs` was told. */
  bytes?: number;
  /** The code of the error that it is, in place of an answer. */
  refused?: string;

  /** The status that was sent; 499 where whoever asked left before the whole of it. */
  get statusSent(): number {
    return this.writableFinished ? this.statusCode : LEFT;
  }

  /** Names a header of the answer, beside others of its name. */
  stand(name: string, value: string): void {
    this.#standing.push(name, value);
  }

  /**
   * Writes the head in one go, for an answer that nothing was set of by `setHeader`: a third of what that costs.
   * @param pairs name, value, name, value, …
   * @param bytes of the body, if there is one
   */
  writeHeaderPairs(status: number, pairs: readonly string[], bytes?: number): this {
    this.bytes = bytes;
    const all = this.#standing.splice(0);
    all.push(...pairs);
    if (bytes !== undefined) all.push('content-length', String(bytes));
    return super.writeHead(status, all);
  }

  override writeHead(status: number, message?: string | Headers, headers?: Headers): this {
    const standing = this.#standing.splice(0);
    for (let i = 0; i < standing.length; i += 2) this.appendHeader(standing[i]!, standing[i + 1]!);
    return typeof message === 'string'
      ? super.writeHead(status, message, headers)
      : super.writeHead(status, message ?? headers);
  }
}
