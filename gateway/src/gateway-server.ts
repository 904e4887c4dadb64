import { type Handler, HttpServer } from '@cabildo/kit/process';
import type { Authorizer } from './authorization/authorizer.js';
import type { SharedResponses } from './cache/response-cache.js';
import type { AdmissionControl } from './guard/admission-control.js';
import type { Documents, RequestedDocument } from './guard/documents.js';
import { limitsWith } from './guard/limits.js';
import { guardsWith } from './guard/operation-guard.js';
import type { Log } from './log.js';
import type { LogRelay } from './log-relay.js';
import type { Metrics } from './observe/metrics.js';
import { Monitoring } from './observe/monitoring.js';
import type { Readiness } from './observe/readiness.js';
import type { Tracing } from './observe/tracing.js';
import type { Gateway, GatewayOptions } from './options.js';
import { permalinkRoutes } from './permalink/routes.js';
import type { RedisLink } from './redis/redis-link.js';
import { logCauses, startApollo } from './server/apollo.js';
import { compileCors } from './server/cors.js';
import type { EngineHolder } from './server/engine-holder.js';
import { FastPath } from './server/fast-path.js';
import { gatewayRoutes } from './server/routes.js';
import type { SupergraphSource, TakeSupergraph } from './server/supergraph-source.js';

export interface Parts {
  readonly admission: AdmissionControl;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly documents: Documents;
  readonly tracing?: Tracing;
  readonly logs: LogRelay;
  readonly redis?: RedisLink;
  readonly shared?: SharedResponses;
  readonly authorizer?: Authorizer;
}

/** Bytes of a request's body. */
const largestBody = 256 * 1024;

/** A gateway from its start to its stop. */
export class GatewayServer {
  #door?: HttpServer;
  #stopped?: Promise<void>;
  #reloaded: Promise<void> = Promise.resolve();

  constructor(
    readonly holder: EngineHolder,
    readonly parts: Parts,
    readonly options: GatewayOptions,
    readonly supergraph: SupergraphSource,
    readonly log: Log,
  ) {}

  async start(): Promise<Gateway> {
    const { cors, forwardHeaders = [], maxBodyBytes = largestBody, port, host } = this.options;
    const guardOf = guardsWith(limitsWith(this.options.limits));
    const { admission, metrics, readiness, documents } = this.parts;
    const taking = () => this.#stopped === undefined;
    const outside = new Monitoring({
      metrics,
      readiness,
      tracing: this.parts.tracing,
      requestLog: this.log.request,
      taking,
    });
    const apollo = await startApollo(this.holder, this.log, metrics.rejected);
    const { cacheBytes = 64 * 1024 * 1024, sharing = true } = this.options;
    const fastPath = new FastPath(this.holder, {
      maxBytes: cacheBytes,
      sharing,
      shared: this.parts.shared,
      ran: ({ result }) => logCauses(result, this.log),
      answered: (from) => metrics.answered(from),
      refused: metrics.rejected,
    });
    const door = new HttpServer({
      before: compileCors(cors),
      timeouts: slowestOf(this.options),
      maxConnections: this.options.maxConnections,
      dropped: metrics.droppedConnection,
      unparsed: metrics.rejected,
      routes: gatewayRoutes({
        admission,
        outside,
        bodyTimeout: this.options.bodyTimeout,
        apollo,
        fastPath,
        maxBodyBytes,
        documents,
        authorizer: this.parts.authorizer,
        logCauses: (result) => logCauses(result, this.log),
        usage: this.options.usage,
        admit: (asked) => guardOf(this.holder.current).admit(asked),
        forwardHeaders: forwardHeaders.map((name) => name.toLowerCase()),
        others: {
          ...this.options.routes,
          ...this.parts.logs.routes(this.#around(outside)),
          ...this.#permalinks(guardOf, outside),
        },
        health: () => ({ ready: taking(), supergraph: this.holder.state }),
      }),
    });
    this.#door = door;
    const bound = await door.listen(port, host);
    const unwatch = this.supergraph.watch((read) => this.#changed(read));
    return {
      url: `http://${hostInUrl(host)}:${bound}/`,
      port: bound,
      engine: () => this.holder.current,
      stop: () => {
        this.#stopped ??= this.#stop(door, apollo, fastPath, unwatch);
        return this.#stopped;
      },
    };
  }

  #permalinks(guardOf: ReturnType<typeof guardsWith>, outside: Monitoring): Record<string, Handler> {
    const { permalinks, maxBodyBytes = largestBody, bodyTimeout } = this.options;
    if (!permalinks) return {};
    const engine = () => this.holder.current;
    const admitted = (asked: RequestedDocument) => {
      const operation = this.parts.documents.resolve(asked);
      guardOf(engine()).admit(operation);
      return operation;
    };
    return permalinkRoutes({
      ...permalinks,
      rootAt: (subgraph, revision) => this.parts.logs.rootAt(subgraph, revision),
      engine,
      admitted,
      around: this.#around(outside),
      maxBodyBytes,
      bodyTimeout,
      trustedProxies: this.options.trustedProxies,
    });
  }

  #around(outside: Monitoring): (handler: Handler) => Handler {
    return (handler) => outside.watching(this.parts.admission.before(handler));
  }

  /** Takes changed supergraphs one at a time, so that the newest one stays. */
  #changed(read: Parameters<TakeSupergraph>[0]): Promise<void> {
    const reloading = this.#reloaded.then(() => this.#reload(read));
    this.#reloaded = reloading.catch(() => undefined);
    return reloading;
  }

  async #reload(read: Parameters<TakeSupergraph>[0]): Promise<void> {
    if (this.#stopped) return;
    try {
      const previous = await this.holder.replace(await read());
      if (!previous) return;
      this.log.info('The supergraph changed: new requests run over the new supergraph.');
      void this.#door?.settled().then(() => previous.close());
    } catch (error) {
      const { message } = error as Error;
      // Health is public.
      this.holder.refuse(this.supergraph.redact?.(message) ?? message);
      this.log.warn(`The changed supergraph was refused and the last good one stays: ${message}`);
      throw error;
    }
  }

  async #stop(
    door: HttpServer,
    apollo: { stop(): Promise<void> },
    fastPath: FastPath,
    unwatch: () => void,
  ): Promise<void> {
    unwatch();
    await door.stop(this.options.stopTimeout ?? 10_000);
    fastPath.close();
    await apollo.stop();
    await this.parts.tracing?.stop();
    this.parts.redis?.close();
    await this.holder.close();
  }
}

function slowestOf({ slowest, headersTimeout }: GatewayOptions) {
  return {
    ...(slowest !== undefined && { requestTimeout: slowest }),
    ...(headersTimeout !== undefined && { headersTimeout: headersTimeout }),
  };
}

function hostInUrl(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
