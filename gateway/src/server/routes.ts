import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { answerGraphQL, type Handler, readBody, sendJson } from '@cabildo/kit/process';
import type { AskedOperation } from '../guard/operation-guard.js';
import type { RequestContext } from './apollo.js';
import { askedOperation } from './asked-operation.js';

export interface RouteOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly maxBodyBytes: number;
  /** Throws what a hostile request is answered. */
  readonly admit: (asked: AskedOperation) => void;
  /** Names, in lower case, of the client's headers that subgraphs get. */
  readonly forwardHeaders: readonly string[];
  readonly health: () => { readonly ready: boolean; readonly [fact: string]: unknown };
}

/** What the gateway serves: GraphQL, with its landing page, and its state. */
export function gatewayRoutes(options: RouteOptions): Record<string, Handler> {
  const graphql: Handler = (request, response) => answer(options, request, response);
  const health: Handler = (_request, response) => {
    const { ready, ...facts } = options.health();
    sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable', ...facts });
  };
  return { '/': graphql, '/graphql': graphql, '/health': health };
}

async function answer(
  { apollo, maxBodyBytes, forwardHeaders, admit }: RouteOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = request.method === 'POST' ? await readBody(request, maxBodyBytes) : undefined;
  admit(askedOperation(request, body));
  const context = contextOf(request, response, forwardHeaders);
  await answerGraphQL(apollo, request, response, body, async () => context);
}

function contextOf(request: IncomingMessage, response: ServerResponse, forwarded: readonly string[]): RequestContext {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const headers: Record<string, string> = {};
  for (const name of forwarded) {
    const value = request.headers[name];
    if (value !== undefined) headers[name] = String(value);
  }
  return { headers, signal: gone.signal };
}
