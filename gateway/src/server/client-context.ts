import type { ServerResponse } from 'node:http';
import type { Asking } from '../cache/response-cache.js';
import { Caller } from '../caller.js';
import type { Place } from '../guard/permit.js';
import type { RequestContext } from './apollo.js';

/**
 * What the server hands on of a request. (An object literal with a getter would do, were it not for the hidden class
 * that V8 makes for each, which keeps its closure until a full garbage collection.)
 */
export class ClientContext implements RequestContext, Asking {
  readonly caller: Caller;

  constructor(
    readonly headers: Readonly<Record<string, string>>,
    readonly ifNoneMatch: string | undefined,
    response: ServerResponse,
    private readonly place: Place,
  ) {
    this.caller = new Client(response);
  }

  /** Whoever waits for another’s run is not worked on. */
  joins(): void {
    this.place.leave();
  }
}

/** Whoever sent a request. Most have their answer before anyone could want to know that they have left. */
class Client extends Caller {
  constructor(private readonly response: ServerResponse) {
    super();
  }

  protected override watch(): void {
    const { response } = this;
    response.once('close', () => {
      if (!response.writableFinished) this.leave();
    });
  }
}
