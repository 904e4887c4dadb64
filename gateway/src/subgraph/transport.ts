import type { RevisionId } from '@cabildo/kit/process';
import type { Caller } from '../caller.js';
import type { GatewayErrorCode } from '../errors.js';

export interface SubgraphRequest {
  /** The same string object for every call of one fetch of a plan: a transport may key its own caches by it. */
  readonly query: string;
  readonly operationName?: string;
  /** JSON text of an object, `{}` if there are none. */
  readonly variablesText: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Where it leaves, nobody waits for the answer any more: a transport rejects with REQUEST_CANCELLED. */
  readonly caller?: Caller;
  /** When the request's time is up, on the clock of `performance.now()`: a transport rejects with DEADLINE_EXCEEDED. */
  readonly deadline?: number;
  /** It changes something: it is never sent twice. */
  readonly mutation?: boolean;
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: ReadonlyArray<string | number>;
  readonly extensions?: Record<string, unknown>;
}

/** The engine owns `data` and writes into it: a transport never hands the same objects out twice. */
export interface SubgraphResponse {
  data?: Record<string, unknown> | null;
  errors?: ReadonlyArray<SubgraphError>;
  extensions?: Record<string, unknown>;
  /** Seconds that an answer without a revision may be kept, by its Cache-Control; 0 where left out. */
  maxAge?: number;
  /** Whether it took a second call, for the connection of the first was lost. */
  retried?: boolean;
}

/** What the log of a subgraph says: a status of HTTP, and what is answered as JSON; undefined where it is none. */
export interface LogAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Is told the newest revision of a subgraph; null: it knows no revisions; undefined: not known at the moment. */
export type RevisionListener = (revision: RevisionId | null | undefined) => void;

/** The way to one subgraph. `send` rejects with a TransportError when there is no GraphQL response to give. */
export interface Transport {
  readonly name: string;
  send(request: SubgraphRequest): Promise<SubgraphResponse>;
  /**
   * Tells the newest revision, now and whenever there is another, until the call that it returns. A publication is not
   * acknowledged to its publisher before the listener has returned. A subgraph without revisions has no such way.
   */
  watch?(listener: RevisionListener): () => void;
  /** Asks the log that the subgraph keeps: `head`, `inclusion?revision=7`. Rejects with a TransportError. */
  log?(asked: string): Promise<LogAnswer>;
  close(): Promise<void>;
}

/** Called once per subgraph and engine: a transport is closed when its engine is replaced. */
export type Connect = (name: string, url: string) => Transport;

/** `message` goes to the client and names no address; the cause stays inside. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: GatewayErrorCode;

  constructor(code: GatewayErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
