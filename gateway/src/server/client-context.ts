import type { ServerResponse } from 'node:http';
import type { Asking } from '../cache/answers.js';
import type { RequestContext } from './apollo.js';

/**
 * What the server hands on of a request. Most answers are there before anyone could want to know that their client has
 * left: a signal is made when it is first asked for. (An object literal with a getter would do, were it not for the
 * hidden class that V8 makes for each, which keeps its closure until a full garbage collection.)
 */
export class ClientContext implements RequestContext, Asking {
  private gone?: AbortController;

  constructor(
    readonly headers: Readonly<Record<string, string>>,
    readonly ifNoneMatch: string | undefined,
    private readonly response: ServerResponse,
  ) {}

  get signal(): AbortSignal {
    if (!this.gone) {
      const gone = new AbortController();
      this.whenGone(() => gone.abort());
      this.gone = gone;
    }
    return this.gone.signal;
  }

  /** Calls back if the client leaves before it has its answer. */
  whenGone(left: () => void): void {
    const { response } = this;
    response.once('close', () => {
      if (!response.writableFinished) left();
    });
  }
}
