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
  /** The text, a file that is watched, or another source: a changed supergraph is served without a restart. */
  readonly supergraph: SupergraphOption;
  /** How subgraphs are reached; by HTTP, with its default bounds, unless said otherwise. */
  readonly connect?: Connect;
  /** 0: any free one. */
  readonly port: number;
  /** The address to listen on, every one by default. */
  readonly host?: string;
  readonly cors?: CorsOptions;
  /** How tokens are verified and policies decided. Without, a supergraph with access control is refused. */
  readonly authorization?: AuthorizationOptions;
  /** Where permalinks are kept, at `/p/<id>`; none are made without. */
  readonly permalinks?: PermalinkOptions;
  /** What else this process serves, by path. */
  readonly routes?: Readonly<Record<string, Handler>>;
  /** Milliseconds that a request to one of `routes` may take to arrive, 30,000 by default. */
  readonly slowest?: number;
  /** Names of the client's headers that are passed on to every subgraph; none by default. */
  readonly forwardHeaders?: readonly string[];
  /** Connections at once; without bound by default. */
  readonly maxConnections?: number;
  /** Bytes of a request's body, 256 KiB by default. */
  readonly maxBodyBytes?: number;
  /** Milliseconds that a request's body may take to arrive, 10,000 by default. */
  readonly bodyTimeout?: number;
  /** Milliseconds that a request’s headers may take to arrive, 10,000 by default. */
  readonly headersTimeout?: number;
  /** Bytes of answers that are kept in memory, 64 MiB by default; 0: none. */
  readonly cacheBytes?: number;
  /** Whether equal queries that are under way at once are answered by one run; they are by default. */
  readonly sharing?: boolean;
  /** Where several gateways share kept answers and the buckets of clients; each has its own without. */
  readonly redis?: RedisOptions;
  /** What an operation may be at most; what is not named is as `operationLimits` has it. */
  readonly limits?: Partial<OperationLimits>;
  /** Milliseconds that subgraphs get for one request, 15,000 by default; what is missing then is null, with an error. */
  readonly requestTimeout?: number;
  /** Maximum characters of a response, 16 Mi by default. */
  readonly maxResponseSize?: number;
  /** The labels of progressive `@override` that are active, other than `percent(n)`; none by default. */
  readonly overrideLabels?: readonly string[];
  /** Whether each plan is checked before it is run; a wrong one is the error PLAN_INVALID. False by default. */
  readonly checkPlans?: boolean;
  /** The file of a persisted-query manifest: its operations can be asked for by their ids. */
  readonly trustedDocuments?: string;
  /** Whether nothing but trusted documents is run. */
  readonly onlyTrusted?: boolean;
  /** Bytes of operations that clients have registered by their hash, 4 MiB by default; 0: none may. */
  readonly automaticBytes?: number;
  /** When a subgraph that fails is spared, and for how long. */
  readonly breaker?: BreakerOptions;
  /** Milliseconds that requests get to finish once the gateway stops, 10,000 by default. */
  readonly stopTimeout?: number;
  readonly log?: Log;
  /** Counts the fields that clients request; not counted by default. */
  readonly usage?: UsageCounter;
  /** A collector of OpenTelemetry that traces are sent to; none by default. */
  readonly traces?: string;
}

export interface Gateway {
  readonly url: string;
  readonly port: number;
  /** The engine that a request gets that comes now. */
  engine(): Engine;
  /** Lets requests under way finish, then closes everything. May be called again. */
  stop(): Promise<void>;
}
