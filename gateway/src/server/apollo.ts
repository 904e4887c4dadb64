import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { REVISIONS_HEADER } from '@cabildo/kit/process';
import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { Access } from '../authorization/access.js';
import type { Caller } from '../caller.js';
import type { Engine } from '../engine/engine.js';
import { revisionsText } from '../engine/run/revisions.js';
import { GatewayError } from '../errors.js';
import type { Log } from '../log.js';
import type { Data } from '../record.js';
import type { EngineHolder } from './engine-holder.js';
import { statusOfMediaType } from './status.js';

/** What the engine gets of each HTTP request. */
export interface RequestContext {
  /** Headers for subgraphs, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** What the client may read. */
  readonly access?: Access;
  /** The variables, with exact numbers. Apollo Server rounds the variables of a GET. */
  readonly variables?: Data;
}

/** Starts an Apollo Server. It implements GraphQL over HTTP; the holder's engine executes the operations. */
export async function startApollo(
  holder: EngineHolder,
  log: Log,
  rejected: (code: string) => void,
): Promise<ApolloServer<RequestContext>> {
  const apollo = new ApolloServer<RequestContext>({
    gateway: gatewayHook(holder, log, rejected),
    logger: { debug: () => {}, info: log.info, warn: log.warn, error: log.error },
    introspection: true,
    csrfPrevention: true,
    // The gateway resolves hashes and ids of documents itself, before Apollo Server gets the request.
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    plugins: [
      rejectionReporter(rejected),
      statusOfMediaType,
      ApolloServerPluginLandingPageLocalDefault({ footer: false }),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await startOrThrow(apollo);
  return apollo;
}

/** Reports the code of each request that Apollo Server rejects before execution: malformed, invalid, or stopped by CSRF prevention. */
function rejectionReporter(rejected: (code: string) => void): ApolloServerPlugin<RequestContext> {
  const report = (error: { extensions?: { code?: unknown } }) => rejected(codeOf(error));
  return {
    invalidRequestWasReceived: async ({ error }) => report(error as GraphQLError),
    requestDidStart: async () => ({
      didEncounterErrors: async ({ operation, request, errors }) => {
        const isByGet = operation?.operation === 'mutation' && request.http?.method === 'GET';
        if (errors[0] && (!operation || isByGet)) report(errors[0]);
      },
    }),
  };
}

const codeOf = ({ extensions }: { extensions?: { code?: unknown } }): string =>
  String(extensions?.code ?? 'BAD_REQUEST');

/** @throws GatewayError SUPERGRAPH_UNREADABLE */
async function startOrThrow(apollo: ApolloServer<RequestContext>): Promise<void> {
  try {
    await apollo.start();
  } catch (cause) {
    throw new GatewayError('SUPERGRAPH_UNREADABLE', `The supergraph cannot be served: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/** Logs the causes of errors. They are not sent to the client. */
export function logCauses({ errors = [] }: ExecutionResult, log: Log): void {
  for (const { message, originalError } of errors) if (originalError) log.warn(`${message} ${reasonOf(originalError)}`);
}

/** The messages of an error and of its causes, without repetition: `connect ECONNREFUSED 127.0.0.1:4001`. */
function reasonOf(error: unknown): string {
  const messages: string[] = [];
  for (let cause = error; cause instanceof Error && messages.length < 5; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const text = cause.message || String(code ?? cause.name);
    if (!messages.includes(text)) messages.push(text);
  }
  return messages.join(': ');
}

/** The response depends on what its client may read. */
function setPrivate(headers: { set(name: string, value: string): void } | undefined): void {
  headers?.set('cache-control', 'private, no-store');
  headers?.set('vary', 'accept, authorization');
}

function gatewayHook(holder: EngineHolder, log: Log, rejected: (code: string) => void): GatewayInterface {
  // A request runs on the engine whose schema validated its document, even if a newer engine has replaced it.
  const engines = new WeakMap<GraphQLSchema, Engine>();
  return {
    onSchemaLoadOrUpdate: (callback) =>
      holder.onChange((engine) => {
        engines.set(engine.schema, engine);
        callback({ apiSchema: engine.schema, coreSupergraphSdl: engine.supergraphSdl });
      }),
    load: async () => ({
      executor: async ({ schema, source, document, request, response, context }) => {
        const { headers, caller, access, variables = request.variables } = context as RequestContext;
        const engine = engines.get(schema) ?? holder.current;
        // `operationName` of the request context is null if the document has no operation with the requested name.
        const { operationName } = request;
        const engineRequest = { query: source, document, operationName, variables, headers, caller, access };
        const { result, revisions, isProtected } = await engine.respond(engineRequest);
        if (revisions.reported.size) response?.http?.headers.set(REVISIONS_HEADER, revisionsText(revisions.reported));
        if (isProtected) setPrivate(response?.http?.headers);
        logCauses(result, log);
        if (result.data === undefined && result.errors?.[0]) rejected(codeOf(result.errors[0]));
        return result;
      },
    }),
    stop: async () => {},
  };
}
