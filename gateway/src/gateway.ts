import { basename } from 'node:path';
import { type Handler, HttpDoor } from '@cabildo/kit/process';
import type { Engine } from './engine/engine.js';
import { GatewayError } from './errors.js';
import type { BreakerOptions } from './guard/breaker.js';
import { type AskedDocument, Documents } from './guard/documents.js';
import { Entrance, type EntranceOptions } from './guard/entrance.js';
import { limitsWith, type OperationLimits } from './guard/limits.js';
import { readManifest } from './guard/manifest.js';
import { guardsWith } from './guard/operation-guard.js';
import { Breakers, sparing } from './guard/spared-transport.js';
import { httpConnect } from './http.js';
import { type Log, silent } from './log.js';
import { measured } from './observe/measured.js';
import { Metrics } from './observe/metrics.js';
import { Outside } from './observe/outside.js';
import { Readiness } from './observe/readiness.js';
import { SpanExport } from './observe/span-export.js';
import { Tracing } from './observe/tracing.js';
import { permalinkRoutes } from './permalink/routes.js';
import type { PermalinkOptions } from './permalink/settings.js';
import { startApollo, warn } from './server/apollo.js';
import { type CorsOptions, compileCors } from './server/cors.js';
import { EngineHolder } from './server/engine-holder.js';
import { KnownPath } from './server/known-path.js';
import { gatewayRoutes } from './server/routes.js';
import { readSupergraphFile, watchSupergraphFile } from './server/supergraph-file.js';
import type { Connect } from './transport.js';

export interface GatewayOptions extends EntranceOptions {
  /** The text, or a file that is watched: a changed one is taken without a restart. */
  readonly supergraph: { readonly sdl: string } | { readonly file: string };
  /** How subgraphs are reached; by HTTP, with its default bounds, unless said otherwise. */
  readonly connect?: Connect;
  /** 0: any free one. */
  readonly port: number;
  /** The address to listen on, every one by default. */
  readonly host?: string;
  readonly cors?: CorsOptions;
  /** Where permalinks are kept, at `/p/<id>`; none are made without. */
  readonly permalinks?: PermalinkOptions;
  /** What else this process serves, by path. */
  readonly routes?: Readonly<Record<string, Handler>>;
  /** Milliseconds that a request to one of `routes` may take to arrive, 30,000 by default. */
  readonly slowest?: number;
  /** Names of the client's headers that are passed on to every subgraph; none by default. */
  readonly forwardHeaders?: readonly string[];
  /** Bytes of a request's body, 1 MiB by default. */
  readonly maxBodyBytes?: number;
  /** Milliseconds that a request's body may take to arrive, 10,000 by default. */
  readonly longestBody?: number;
  /** Bytes of answers that are kept in memory, 64 MiB by default; 0: none. */
  readonly cacheBytes?: number;
  /** Whether equal queries that are under way at once are answered by one run; they are by default. */
  readonly sharing?: boolean;
  /** What an operation may be at most; what is not named is as `operationLimits` has it. */
  readonly limits?: Partial<OperationLimits>;
  /** Milliseconds that subgraphs get for one request, 15,000 by default; what is missing then is null, with an error. */
  readonly requestTimeout?: number;
  /** The file of a persisted-query manifest: its operations can be asked for by their ids. */
  readonly trustedDocuments?: string;
  /** Whether nothing but trusted documents is run. */
  readonly onlyTrusted?: boolean;
  /** When a subgraph that fails is spared, and for how long. */
  readonly breaker?: BreakerOptions;
  /** Milliseconds that requests get to finish once the gateway stops, 10,000 by default. */
  readonly patience?: number;
  readonly log?: Log;
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

/** @throws GatewayError SUPERGRAPH_UNREADABLE, TRUSTED_DOCUMENTS_UNREADABLE; ListenError */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { supergraph, connect = httpConnect(), log = silent } = options;
  const sdl = 'file' in supergraph ? await readSupergraphFile(supergraph.file) : supergraph.sdl;
  const documents = await documentsOf(options);
  const breakers = new Breakers(options.breaker);
  const entrance = new Entrance(options);
  const metrics = new Metrics({
    atWork: () => entrance.admission.atWork,
    waiting: () => entrance.admission.waiting,
    breakers: () => breakers.states(),
    supergraphRefused: () => holder.state.refused !== undefined,
  });
  const tracing = options.traces === undefined ? undefined : new Tracing(new SpanExport(options.traces, log));
  const reach = measured(sparing(tracing?.connecting(connect) ?? connect, breakers), metrics);
  const holder: EngineHolder = new EngineHolder(sdl, reach, {
    patience: options.requestTimeout ?? 15_000,
    planned: () => metrics.planned(),
  });
  const readiness = new Readiness(() => holder.current, breakers);
  const running = new Running(holder, { entrance, metrics, readiness, documents, tracing }, options, log);
  try {
    return await running.start();
  } catch (error) {
    await holder.current.close();
    throw error;
  }
}

async function documentsOf({ trustedDocuments: file, onlyTrusted }: GatewayOptions): Promise<Documents> {
  if (file !== undefined) return new Documents({ trusted: await readManifest(file), onlyTrusted });
  if (!onlyTrusted) return new Documents();
  throw new GatewayError(
    'TRUSTED_DOCUMENTS_UNREADABLE',
    'Only trusted documents are to be run, but no file of them is named: set TRUSTED_DOCUMENTS.',
  );
}

interface Parts {
  readonly entrance: Entrance;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly documents: Documents;
  readonly tracing?: Tracing;
}

/** Bytes of a request's body. */
const largestBody = 1024 * 1024;

class Running {
  #door?: HttpDoor;
  #stopped?: Promise<void>;

  constructor(
    readonly holder: EngineHolder,
    readonly parts: Parts,
    readonly options: GatewayOptions,
    readonly log: Log,
  ) {}

  async start(): Promise<Gateway> {
    const { cors, forwardHeaders = [], maxBodyBytes = largestBody, port, host, supergraph } = this.options;
    const guardOf = guardsWith(limitsWith(this.options.limits));
    const { entrance, metrics, readiness, documents } = this.parts;
    const taking = () => this.#stopped === undefined;
    const outside = new Outside({
      metrics,
      readiness,
      tracing: this.parts.tracing,
      requestLog: this.log.request,
      taking,
    });
    const apollo = await startApollo(this.holder, this.log);
    const { cacheBytes = 64 * 1024 * 1024, sharing = true } = this.options;
    const known = new KnownPath(this.holder, {
      maxBytes: cacheBytes,
      sharing,
      ran: ({ result }) => warn(result, this.log),
      answered: (from) => metrics.answered(from),
    });
    const door = new HttpDoor({
      before: compileCors(cors),
      slowest: this.options.slowest === undefined ? {} : { requestTimeout: this.options.slowest },
      routes: gatewayRoutes({
        entrance,
        outside,
        longestBody: this.options.longestBody,
        apollo,
        known,
        maxBodyBytes,
        documents,
        admit: (asked) => guardOf(this.holder.current).admit(asked),
        forwardHeaders: forwardHeaders.map((name) => name.toLowerCase()),
        others: { ...this.options.routes, ...this.#permalinks(guardOf, outside) },
        health: () => ({ ready: taking(), supergraph: this.holder.state }),
      }),
    });
    this.#door = door;
    const bound = await door.listen(port, host);
    const unwatch =
      'file' in supergraph ? watchSupergraphFile(supergraph.file, () => this.#reload(supergraph.file)) : () => {};
    return {
      url: `http://${hostInUrl(host)}:${bound}/`,
      port: bound,
      engine: () => this.holder.current,
      stop: () => {
        this.#stopped ??= this.#stop(door, apollo, known, unwatch);
        return this.#stopped;
      },
    };
  }

  #permalinks(guardOf: ReturnType<typeof guardsWith>, outside: Outside): Record<string, Handler> {
    const { permalinks, maxBodyBytes = largestBody, longestBody } = this.options;
    if (!permalinks) return {};
    const engine = () => this.holder.current;
    const admitted = (asked: AskedDocument) => {
      const operation = this.parts.documents.resolve(asked);
      guardOf(engine()).admit(operation);
      return operation;
    };
    const around = (handler: Handler) => outside.watching(this.parts.entrance.before(handler));
    return permalinkRoutes({ ...permalinks, engine, admitted, around, maxBodyBytes, longestBody });
  }

  async #reload(file: string): Promise<void> {
    try {
      const previous = this.holder.replace(await readSupergraphFile(file));
      if (!previous) return;
      this.log.info('The supergraph file changed: new requests are answered over the new supergraph.');
      await this.#door?.settled();
      await previous.close();
    } catch (error) {
      // Health is public: it does not tell where on this machine the file lies.
      this.holder.refuse((error as Error).message.replaceAll(file, basename(file)));
      this.log.warn(`The changed supergraph was refused and the last good one stays: ${(error as Error).message}`);
    }
  }

  async #stop(door: HttpDoor, apollo: { stop(): Promise<void> }, known: KnownPath, unwatch: () => void): Promise<void> {
    unwatch();
    await door.stop(this.options.patience ?? 10_000);
    known.close();
    await apollo.stop();
    await this.parts.tracing?.stop();
    await this.holder.current.close();
  }
}

function hostInUrl(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
