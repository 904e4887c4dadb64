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
  /** 0: any free one. */
  port: number;
  host?: string;
  /** What the gateway signs its calls with: nobody else is answered. */
  keys: readonly SigningKey[];
  /** Milliseconds around its time within which a call is good, and only once; 30,000 by default. */
  window?: number;
  /** Whoever has it is told the metrics; nobody where left out. */
  metricsToken?: string;
  /** Who may publish files on `/ingest/<dataset>`, and how long they may take; nobody where left out. */
  publishing?: PublishingOptions & { readonly slowest: number };
}

export interface ServedSubgraph {
  port: number;
  /** Lets requests under way finish. The subgraph itself stays connected. */
  stop(): Promise<void>;
}

/** What Apollo Server hands on of a request. */
interface ApolloContext {
  readonly headers: Headers;
  readonly ended: AbortSignal;
}

const LARGEST_BODY = 8 * 1024 * 1024;
const PATIENCE_MS = 10_000;

/**
 * Serves a subgraph over HTTP. The gateway alone is answered GraphQL on `/graphql`, its newest revision on `/revisions`
 * and what its log says below `/log/`; whoever has their token, the metrics on `/metrics`; anyone, whether it lives on
 * `/health` and whether it can answer on `/ready`.
 */
export async function serveSubgraph(
  subgraph: ConnectedSubgraph,
  { port, host, keys, window, publishing, metricsToken }: ServeOptions,
): Promise<ServedSubgraph> {
  const { database } = subgraph;
  const metrics = new SubgraphMetrics({ connections: database.connections, newest: newestWithTimeout(database) });
  const apollo = apolloOver(subgraph, metrics);
  await apollo.start();
  const signatures = new SignatureCheck(keys, window);
  const revisions = new RevisionRoute(subgraph.revisions);
  const door = new HttpServer({
    before: (_request, response) => metrics.refusalOf(response),
    unread: metrics.rejected,
    slowest: publishing && { requestTimeout: publishing.slowest },
    routes: {
      '/graphql': metrics.watching(graphql(apollo, signatures)),
      ...forGateway(signatures, {
        '/revisions': (request, response) => revisions.answer(request, response),
        ...logRoutes(subgraph),
      }),
      ...(publishing && ingestRoutes([subgraph], publishing)),
      ...(metricsToken && { '/metrics': metricsRoute(metrics, metricsToken) }),
      '/health': (_request, response) => sendJson(response, 200, { status: 'ok' }),
      '/ready': async (_request, response) => {
        const ready = !door.stopping && (await database.isUp());
        sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable', subgraph: subgraph.name });
      },
    },
  });
  const bound = await door.listen(port, host);
  return {
    port: bound,
    stop: async () => {
      revisions.close();
      await door.stop(PATIENCE_MS);
      await apollo.stop();
    },
  };
}

/** Routes without a body, that only the gateway is answered. */
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

/** Two of Apollo's own plugins would wrap every field of every row; a subgraph is asked for thousands. */
function apolloOver(subgraph: ConnectedSubgraph, metrics: SubgraphMetrics): ApolloServer<ApolloContext> {
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

/** Apollo Server's documented way to another executor than graphql-js. */
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
