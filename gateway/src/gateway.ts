import { Authorizer } from './authorization/authorizer.js';
import { GatewayError } from './errors.js';
import { GatewayServer } from './gateway-server.js';
import { AdmissionControl } from './guard/admission-control.js';
import { Documents } from './guard/documents.js';
import { readManifest } from './guard/manifest.js';
import { silent } from './log.js';
import { LogRelay } from './log-relay.js';
import { Metrics } from './observe/metrics.js';
import { Readiness } from './observe/readiness.js';
import { SpanExport } from './observe/span-export.js';
import { Tracing } from './observe/tracing.js';
import type { Gateway, GatewayOptions } from './options.js';
import { RedisLink } from './redis/redis-link.js';
import { RedisRate } from './redis/redis-rate.js';
import { RedisResponses } from './redis/redis-responses.js';
import { EngineHolder } from './server/engine-holder.js';
import { supergraphSource } from './server/supergraph-source.js';
import type { BreakerState } from './subgraph/breaker.js';
import { Breakers } from './subgraph/breakers.js';
import { httpConnect } from './subgraph/http-transport.js';
import { watched } from './subgraph/observed-transport.js';

/** @throws GatewayError SUPERGRAPH_UNREADABLE, SUPERGRAPH_UNSUPPORTED, JWT_SETTINGS_INVALID, TRUSTED_DOCUMENTS_UNREADABLE; ListenError */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { connect = httpConnect(), log = silent } = options;
  const supergraph = supergraphSource(options.supergraph);
  const sdl = await supergraph.read();
  const documents = await documentsOf(options);
  const authorizer = options.authorization && (await Authorizer.open(options.authorization, log));
  const breakers = new Breakers(options.breaker);
  const metrics = new Metrics({
    atWork: () => admission.permits.atWork,
    waiting: () => admission.permits.waiting,
    limit: () => admission.permits.limit,
    refusals: () => admission.permits.refusals,
    breakers: () => breakers.states(),
    supergraphRefused: () => holder.state.refused !== undefined,
    redis: (): BreakerState | undefined => redis?.state,
  });
  const tracing = options.traces === undefined ? undefined : new Tracing(new SpanExport(options.traces, log));
  const logs = new LogRelay();
  const noted = logs.noting(connect);
  const reach = watched(tracing?.connecting(noted) ?? noted, (name) => [
    breakers.observer(name),
    metrics.fetching(name),
  ]);
  const holder: EngineHolder = await EngineHolder.open(sdl, reach, {
    requestTimeout: options.requestTimeout ?? 15_000,
    maxResponseSize: options.maxResponseSize,
    onPlanned: metrics.planned,
    overrideLabels: new Set(options.overrideLabels),
    hasAccessControl: authorizer !== undefined,
    checkPlans: options.checkPlans,
  });
  const redis = options.redis && (await RedisLink.open(options.redis, log, metrics.askedRedis));
  const admission = new AdmissionControl(options, redis && options.rate && new RedisRate(redis, options.rate));
  const readiness = new Readiness(() => holder.current, breakers);
  const shared = redis && new RedisResponses(redis, options.redis?.seconds);
  const parts = { admission, metrics, readiness, documents, tracing, logs, redis, shared, authorizer };
  try {
    return await new GatewayServer(holder, parts, options, supergraph, log).start();
  } catch (error) {
    redis?.close();
    await holder.close();
    throw error;
  }
}

async function documentsOf({ trustedDocuments: file, ...options }: GatewayOptions): Promise<Documents> {
  if (file !== undefined) return new Documents({ trusted: await readManifest(file), ...options });
  if (!options.onlyTrusted) return new Documents(options);
  throw new GatewayError(
    'TRUSTED_DOCUMENTS_UNREADABLE',
    'Only trusted documents are to be run, but no file of them is named: set TRUSTED_DOCUMENTS.',
  );
}
