import type { ServerResponse } from 'node:http';
import type { Access } from '../authorization/access.js';
import type { ClientRequest } from '../cache/response-cache.js';
import { Caller } from '../caller.js';
import type { Permit } from '../guard/permit.js';
import type { Data } from '../record.js';
import type { RequestContext } from './apollo.js';

/**
 * The context of one request. It is a class because V8 creates a hidden class for each object literal with a getter,
 * and keeps its closure until a full garbage collection.
 */
export class ClientContext implements RequestContext, ClientRequest {
  readonly caller: Caller;
  variables?: Data;
  access?: Access;

  constructor(
    readonly headers: Readonly<Record<string, string>>,
    readonly ifNoneMatch: string | undefined,
    response: ServerResponse,
    private readonly permit: Permit,
  ) {
    this.caller = new Client(response, permit);
  }

  /** Called when the request waits for the run of an equal request: it releases its concurrency permit. */
  joins(): void {
    this.permit.release();
  }
}

/** The client of a request. The disconnect listener is only added when something waits for the client to leave. */
class Client extends Caller {
  constructor(
    private readonly response: ServerResponse,
    private readonly permit: Permit,
  ) {
    super();
  }

  override waits(): void {
    this.permit.release();
  }

  protected override watch(): void {
    const { response } = this;
    response.once('close', () => {
      if (!response.writableFinished) this.leave();
    });
  }
}
