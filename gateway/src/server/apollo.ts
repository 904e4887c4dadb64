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
import type { Caller } from '../caller.js';
import type { Engine } from '../engine/engine.js';
import { revisionsText } from '../engine/run/revisions.js';
import { GatewayError } from '../errors.js';
import type { Log } from '../log.js';
import type { EngineHolder } from './engine-holder.js';
import { statusOfMediaType } from './status.js';

/** What the server hands on of each HTTP request. */
export interface RequestContext {
  readonly headers: Readonly<Record<string, string>>;
  readonly caller: Caller;
}

/** Starts an Apollo Server, which speaks the protocol, over the holder's engines, which do the work. */
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
    // What is asked for by its hash has its text, and was looked at, before it comes here.
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    plugins: [
      tellingRefusals(rejected),
      statusOfMediaType,
      ApolloServerPluginLandingPageLocalDefault({ footer: false }),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await startNamed(apollo);
  return apollo;
}

/** What Apollo Server itself refuses, before anything is run: by its shape, by the schema, or as another site's request. */
function tellingRefusals(rejected: (code: string) => void): ApolloServerPlugin<RequestContext> {
  const tell = (error: { extensions?: { code?: unknown } }) => rejected(codeOf(error));
  return {
    invalidRequestWasReceived: async ({ error }) => tell(error as GraphQLError),
    requestDidStart: async () => ({
      didEncounterErrors: async ({ operation, request, errors }) => {
        const isByGet = operation?.operation === 'mutation' && request.http?.method === 'GET';
        if (errors[0] && (!operation || isByGet)) tell(errors[0]);
      },
    }),
  };
}

const codeOf = ({ extensions }: { extensions?: { code?: unknown } }): string =>
  String(extensions?.code ?? 'BAD_REQUEST');

async function startNamed(apollo: ApolloServer<RequestContext>): Promise<void> {
  try {
    await apollo.start();
  } catch (cause) {
    throw new GatewayError('SUPERGRAPH_UNREADABLE', `The supergraph cannot be served: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/** Tells the operator what a client is not told of an error. */
export function warn({ errors = [] }: ExecutionResult, log: Log): void {
  for (const { message, originalError } of errors) if (originalError) log.warn(`${message} ${originalError.message}`);
}

function gatewayHook(holder: EngineHolder, log: Log, rejected: (code: string) => void): GatewayInterface {
  // A request runs on the engine whose schema its document was validated against, even if another has come since.
  const engines = new WeakMap<GraphQLSchema, Engine>();
  return {
    onSchemaLoadOrUpdate: (callback) =>
      holder.onChange((engine) => {
        engines.set(engine.schema, engine);
        callback({ apiSchema: engine.schema, coreSupergraphSdl: engine.supergraphSdl });
      }),
    load: async () => ({
      executor: async ({ schema, source, document, request, response, context }) => {
        const { headers, caller } = context as RequestContext;
        const engine = engines.get(schema) ?? holder.current;
        // The context's own operationName is null if the document has none of the name that was asked for.
        const { variables, operationName } = request;
        const asked = { query: source, document, operationName, variables, headers, caller };
        const { result, revisions } = await engine.respond(asked);
        if (revisions.reported.size) response?.http?.headers.set(REVISIONS_HEADER, revisionsText(revisions.reported));
        warn(result, log);
        if (result.data === undefined && result.errors?.[0]) rejected(codeOf(result.errors[0]));
        return result;
      },
    }),
    stop: async () => {},
  };
}
