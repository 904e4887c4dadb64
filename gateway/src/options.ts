import type { Handler } from '@cabildo/kit/process';
import type { AuthorizationOptions } from './authorization/authorizer.js';
import type { Engine } from './engine/engine.js';
import type { AdmissionOptions } from './guard/admission-control.js';
import type { OperationLimits } from './guard/limits.js';
import type { Log } from './log.js';
import type { UsageCounter } from './observe/usage.js';
import type { PermalinkOptions } from './permalink/settings.js';
import type { RedisOptions } from './redis/settings.js';
import type { CorsOptions } from './server/cors.js';
import type { SupergraphOption } from './server/supergraph-source.js';
import type { BreakerOptions } from './subgraph/breaker.js';
import type { Connect } from './subgraph/transport.js';

export interface GatewayOptions extends AdmissionOptions {
  /** The supergraph as text, as a file that is watched, or from another source. A change needs no restart. */
  readonly supergraph: SupergraphOption;
  /** Connects to subgraphs; over HTTP with the default limits if undefined. */
  readonly connect?: Connect;
  /** 0 selects a free port. */
  readonly port: number;
  /** The address to listen on; every address by default. */
  readonly host?: string;
  readonly cors?: CorsOptions;
  /** How tokens are verified and policies decided. Without, a supergraph with access control is refused. */
  readonly authorization?: AuthorizationOptions;
  /** Permalinks at `/p/<id>`; disabled if undefined. */
  readonly permalinks?: PermalinkOptions;
  /** Other handlers of this server, by path. */
  readonly routes?: Readonly<Record<string, Handler>>;
  /** Milliseconds that a request to one of `routes` may take to arrive, 30,000 by default. */
  readonly slowest?: number;
  /** Names of client headers that are forwarded to every subgraph; none by default. */
  readonly forwardHeaders?: readonly string[];
  /** Maximum connections; unlimited by default. */
  readonly maxConnections?: number;
  /** Maximum bytes of a request body, 256 KiB by default. */
  readonly maxBodyBytes?: number;
  /** Maximum milliseconds until a request body has arrived, 10,000 by default. */
  readonly bodyTimeout?: number;
  /** Maximum milliseconds until the headers have arrived, 10,000 by default. */
  readonly headersTimeout?: number;
  /** Maximum bytes of cached responses, 64 MiB by default; 0 disables the cache. */
  readonly cacheBytes?: number;
  /** Whether equal queries in flight are coalesced into one run; true by default. */
  readonly sharing?: boolean;
  /** A Redis in which several gateways share cached responses and rate limits. */
  readonly redis?: RedisOptions;
  /** Limits of operations; `operationLimits` has the defaults. */
  readonly limits?: Partial<OperationLimits>;
  /** Maximum milliseconds for all subgraph calls of a request, 15,000 by default. Fields that are late are null. */
  readonly requestTimeout?: number;
  /** Maximum characters of a response, 16 Mi by default. */
  readonly maxResponseSize?: number;
  /** The labels of progressive `@override` that are active, other than `percent(n)`; none by default. */
  readonly overrideLabels?: readonly string[];
  /** Whether each plan is checked before it is run; a wrong one is the error PLAN_INVALID. False by default. */
  readonly checkPlans?: boolean;
  /** The file of a persisted-query manifest, whose operations clients request by id. */
  readonly trustedDocuments?: string;
  /** Whether documents that are not trusted are refused. */
  readonly onlyTrusted?: boolean;
  /** Maximum bytes of automatic persisted queries, 4 MiB by default; 0 disables them. */
  readonly automaticBytes?: number;
  /** When the circuit breaker of a subgraph opens, and for how long. */
  readonly breaker?: BreakerOptions;
  /** Maximum milliseconds for requests in flight when the gateway stops, 10,000 by default. */
  readonly stopTimeout?: number;
  readonly log?: Log;
  /** Counts the fields that clients request; not counted by default. */
  readonly usage?: UsageCounter;
  /** The URL of an OpenTelemetry collector; no traces if undefined. */
  readonly traces?: string;
}

export interface Gateway {
  readonly url: string;
  readonly port: number;
  /** The engine that runs new requests. */
  engine(): Engine;
  /** Waits for the requests in flight, then closes everything. Later calls return the same promise. */
  stop(): Promise<void>;
}
