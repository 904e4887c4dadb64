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
  /** The client. When it disconnects, the transport rejects with REQUEST_CANCELLED. */
  readonly caller?: Caller;
  /** The end of the request's time on the clock of `performance.now()`. The transport then rejects with DEADLINE_EXCEEDED. */
  readonly deadline?: number;
  /** Whether the operation is a mutation, which is never sent twice. */
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
  /** Seconds that a response without a revision may be cached, from its Cache-Control; 0 if undefined. */
  maxAge?: number;
  /** Whether the query was sent twice, because the first connection was lost. */
  retried?: boolean;
}

/** A response of a subgraph's log: HTTP status and parsed body; undefined if the body is not JSON. */
export interface LogAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Receives the newest revision of a subgraph; null if it has no revisions, undefined if the newest is unknown. */
export type RevisionListener = (revision: RevisionId | null | undefined) => void;

/** The connection to one subgraph. `send` rejects with a TransportError if there is no GraphQL response. */
export interface Transport {
  readonly name: string;
  send(request: SubgraphRequest): Promise<SubgraphResponse>;
  /**
   * Calls the listener with the newest revision, now and after each publication, until the returned function is called.
   * The publisher waits until the listener has returned. Undefined for a subgraph without revisions.
   */
  watch?(listener: RevisionListener): () => void;
  /** Requests a path of the subgraph's log, such as `head` or `inclusion?revision=7`. @throws TransportError */
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
