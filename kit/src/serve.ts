import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { callEnd } from './http/call-end.js';
import { parseBody, readBodyText } from './http/http-body.js';
import { handleGraphQL, sendJson } from './http/http-graphql.js';
import { type Handler, HttpServer } from './http/http-server.js';
import { ingestRoutes, type PublishingOptions } from './ingest/http/routes.js';
import { logRoutes } from './log/routes.js';
import { SubgraphMetrics } from './metrics/metrics.js';
import { metricsRoute } from './metrics/metrics-route.js';
import type { Headers } from './moment/moment.js';
import { newestWithTimeout } from './moment/newest-with-timeout.js';
import { RevisionRoute } from './moment/revision-route.js';
import { SIGNATURE_HEADER } from './process/headers.js';
import { SignatureCheck, type SigningKey } from './process/signature.js';
import type { ConnectedSubgraph } from './subgraph.js';

export interface ServeOptions {
  /** TCP port; 0 picks a free one. */
  port: number;
  host?: string;
  /** The keys that the gateway signs its calls with. Unsigned calls are rejected. */
  keys: readonly SigningKey[];
  /** How far the time of a signed call may differ from the local clock, in milliseconds; 30,000 by default. */
  window?: number;
  /** Bearer token of `/metrics`. Without it the path does not exist. */
  metricsToken?: string;
  /** Publishers of `/ingest/<dataset>` and the timeout of an upload. Without it the path does not exist. */
  publishing?: PublishingOptions & { readonly slowest: number };
}

export interface ServedSubgraph {
  port: number;
  /** Waits for running requests, at most 10 s. The subgraph itself stays connected. */
  stop(): Promise<void>;
}

/** The context value that Apollo Server passes to the executor. */
interface ApolloContext {
  readonly headers: Headers;
  readonly ended: AbortSignal;
}

const LARGEST_BODY = 8 * 1024 * 1024;
const STOP_TIMEOUT_MS = 10_000;

/**
 * Serves a subgraph over HTTP. `/graphql`, `/revisions` and `/log/` accept only calls signed by the gateway; `/metrics`
 * requires its token; `/health` and `/ready` are open.
 */
export async function serveSubgraph(
  subgraph: ConnectedSubgraph,
  { port, host, keys, window, publishing, metricsToken }: ServeOptions,
): Promise<ServedSubgraph> {
  const { database } = subgraph;
  const metrics = new SubgraphMetrics({ connections: database.connections, newest: newestWithTimeout(database) });
  const apollo = createApollo(subgraph, metrics);
  await apollo.start();
  const signatures = new SignatureCheck(keys, window);
  const revisions = new RevisionRoute(subgraph.revisions);
  const server = new HttpServer({
    before: (_request, response) => metrics.refusalOf(response),
    unparsed: metrics.rejected,
    timeouts: publishing && { requestTimeout: publishing.slowest },
    routes: {
      '/graphql': metrics.watching(graphql(apollo, signatures)),
      ...forGateway(signatures, {
        '/revisions': (request, response) => revisions.handle(request, response),
        ...logRoutes(subgraph),
      }),
      ...(publishing && ingestRoutes([subgraph], publishing)),
      ...(metricsToken && { '/metrics': metricsRoute(metrics, metricsToken) }),
      '/health': (_request, response) => sendJson(response, 200, { status: 'ok' }),
      '/ready': async (_request, response) => {
        const ready = !server.stopping && (await database.isUp());
        sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable', subgraph: subgraph.name });
      },
    },
  });
  const bound = await server.listen(port, host);
  return {
    port: bound,
    stop: async () => {
      revisions.close();
      await server.stop(STOP_TIMEOUT_MS);
      await apollo.stop();
    },
  };
}

/** Adds the signature check to routes whose requests have no body. */
function forGateway(signatures: SignatureCheck, routes: Record<string, Handler>): Record<string, Handler> {
  const signed =
    (handler: Handler): Handler =>
    (request, response) => {
      const { method = 'GET', url: path = '/', headers } = request;
      signatures.begin(headers[SIGNATURE_HEADER])({ method, path, body: '' });
      return handler(request, response);
    };
  return Object.fromEntries(Object.entries(routes).map(([path, handler]) => [path, signed(handler)]));
}

function graphql(apollo: ApolloServer<ApolloContext>, signatures: SignatureCheck): Handler {
  return async (request, response) => {
    const { method = 'GET', url: path = '/', headers } = request;
    const prove = signatures.begin(headers[SIGNATURE_HEADER]);
    const text = method === 'POST' ? await readBodyText(request, LARGEST_BODY) : undefined;
    prove({ method, path, body: text ?? '' });
    const body = text === undefined ? undefined : parseBody(text);
    const ended = callEnd(request, response);
    await handleGraphQL(apollo, request, response, body, async () => ({ headers: request.headers, ended }));
  };
}

/** Creates the Apollo Server. Two of its default plugins wrap every field resolver; a subgraph returns thousands of rows. */
function createApollo(subgraph: ConnectedSubgraph, metrics: SubgraphMetrics): ApolloServer<ApolloContext> {
  return new ApolloServer<ApolloContext>({
    gateway: executorOf(subgraph, metrics),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Replaces graphql-js as the executor by the `gateway` option, as the documentation of Apollo Server describes. */
function executorOf(subgraph: ConnectedSubgraph, metrics: SubgraphMetrics): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: subgraph.schema, coreSupergraphSdl: '' });
      return () => {};
    },
    load: async () => ({
      executor: async ({ document, queryHash, operationName, request: { variables }, context }) => {
        const { headers, ended } = context as unknown as ApolloContext;
        const operation = { operationName, variables };
        const result = await subgraph.executor.executeParsed(queryHash, document, operation, () =>
          subgraph.context(headers, ended),
        );
        metrics.answered(result);
        return result;
      },
    }),
    stop: async () => {},
  };
}
