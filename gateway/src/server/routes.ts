import type { IncomingMessage } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import {
  AS_OF_HEADER,
  acceptedBy,
  type Handler,
  type HttpResponse,
  handleGraphQL,
  type MediaType,
  parseBody,
  readBodyText,
  sendJson,
} from '@cabildo/kit/process';
import type { ExecutionResult } from 'graphql';
import { asOfRequest } from '../as-of.js';
import type { Access } from '../authorization/access.js';
import type { Authorizer } from '../authorization/authorizer.js';
import { replyOf } from '../cache/reply.js';
import type { CacheableRequest } from '../cache/response-cache.js';
import { clientError } from '../errors.js';
import { parseExact } from '../exact-json.js';
import type { AdmissionControl } from '../guard/admission-control.js';
import type { Documents } from '../guard/documents.js';
import type { RequestedOperation } from '../guard/operation-guard.js';
import type { Permit } from '../guard/permit.js';
import type { Monitoring } from '../observe/monitoring.js';
import type { UsageCounter } from '../observe/usage.js';
import { isRecord } from '../record.js';
import type { RequestContext } from './apollo.js';
import { ClientContext } from './client-context.js';
import { type FastPath, isPlainGet } from './fast-path.js';
import { readOperationRequest, urlWithQuery, withoutEmptyParameters } from './operation-request.js';
import { sendReply } from './send-reply.js';

export interface RouteOptions {
  readonly admission: AdmissionControl;
  readonly outside: Monitoring;
  readonly apollo: ApolloServer<RequestContext>;
  readonly fastPath: FastPath;
  readonly maxBodyBytes: number;
  readonly bodyTimeout?: number;
  /** @throws GraphQLError when the operation exceeds a limit */
  readonly admit: (operation: RequestedOperation) => void;
  readonly documents: Documents;
  /** Undefined if no supergraph with access control is served. */
  readonly authorizer?: Authorizer;
  readonly usage?: UsageCounter;
  /** Logs the causes of the errors of a result. */
  readonly logCauses: (result: ExecutionResult) => void;
  /** Names, in lower case, of the client's headers that are forwarded to subgraphs. */
  readonly forwardHeaders: readonly string[];
  /** Other routes, by path. */
  readonly others?: Readonly<Record<string, Handler>>;
  readonly health: () => { readonly ready: boolean; readonly [fact: string]: unknown };
}

/** The routes of the gateway: GraphQL with its landing page, health, metrics. */
export function gatewayRoutes(options: RouteOptions): Record<string, Handler> {
  const { admission, outside } = options;
  const graphql = outside.watching(
    admission.before((request, response, permit) => serveGraphQL(options, request, response, permit)),
  );
  const health: Handler = (_request, response) => {
    const { ready, ...facts } = options.health();
    sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable', ...facts });
  };
  return { ...options.others, ...outside.routes, '/': graphql, '/graphql': graphql, '/health': health };
}

async function serveGraphQL(
  options: RouteOptions,
  request: IncomingMessage,
  response: HttpResponse,
  permit: Permit,
): Promise<void> {
  if (request.method === 'GET') request.url = withoutEmptyParameters(request.url ?? '/');
  const text =
    request.method === 'POST' ? await readBodyText(request, options.maxBodyBytes, options.bodyTimeout) : undefined;
  const { type, onlyJson } = acceptedBy(request.headers.accept);
  if (!type && text !== undefined) throw unacceptable(request);
  const { cacheable, body, variables } = cacheableRequestOf(options, request, text);
  const context = contextOf(options.forwardHeaders, request, response, permit);
  if (options.authorizer) context.access = await accessOf(options.authorizer, request, response);
  if (!cacheable || !type || !onlyJson) {
    const sent = body ?? parsed(text);
    if (isRecord(variables)) context.variables = variables;
    await handleGraphQL(options.apollo, request, response, sent, async () => context);
    countFirst(options, request, sent);
    return;
  }
  options.usage?.count(cacheable.operation, clientName(request));
  if (cacheable.operation.isProtected) return sendProtected(options, cacheable, context, request, response, type);
  const found = options.fastPath.current.responses.reply(cacheable, context);
  const reply = found instanceof Promise ? await found : found;
  await sendReply(request, response, reply, type);
}

/** Runs an operation whose response depends on what the client may read. It is neither cached nor coalesced. */
async function sendProtected(
  { fastPath, logCauses }: RouteOptions,
  { operation, variables }: CacheableRequest,
  { headers, caller, access }: ClientContext,
  request: IncomingMessage,
  response: HttpResponse,
  type: MediaType,
): Promise<void> {
  const { result, revisions } = await fastPath.current.engine.run(operation, { variables, headers, caller, access });
  logCauses(result);
  await sendReply(request, response, replyOf(result, revisions.reported), type, 'private, no-store');
}

async function accessOf(authorizer: Authorizer, { headers }: IncomingMessage, response: HttpResponse): Promise<Access> {
  try {
    return await authorizer.access(headers.authorization);
  } catch (error) {
    response.addStandingHeader('www-authenticate', 'Bearer error="invalid_token"');
    throw error;
  }
}

/** Counts a request that Apollo Server handled, if its operation was valid. */
function countFirst({ usage, fastPath }: RouteOptions, request: IncomingMessage, body: unknown): void {
  if (!usage) return;
  const { query, operationName } = readOperationRequest(request, body);
  if (typeof query !== 'string') return;
  const name = typeof operationName === 'string' ? operationName : undefined;
  const operation = fastPath.current.engine.known(query, name);
  if (operation) usage.count(operation, clientName(request));
}

/** The name that clients of Apollo give themselves. */
function clientName({ headers }: IncomingMessage): string | undefined {
  const name = headers['apollographql-client-name'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The request is rejected before execution: the client could not read the response. */
const unacceptable = ({ headers }: IncomingMessage) =>
  clientError(
    'MEDIA_TYPE_UNACCEPTABLE',
    `The response can be application/json or application/graphql-response+json. The request accepts "${headers.accept}".`,
  );

const parsed = (text: string | undefined): unknown => (text === undefined ? undefined : parseBody(text, parseExact));

/** Returns the request for the fast path, if it can serve it. A request with the same bytes as an earlier one is not parsed again. */
function cacheableRequestOf(
  { fastPath, admit, documents }: RouteOptions,
  request: IncomingMessage,
  text: string | undefined,
): { cacheable?: CacheableRequest; body?: unknown; variables?: unknown } {
  const { current } = fastPath;
  const key = text ?? request.url ?? '/';
  const cache = current.requests[text === undefined ? 'GET' : 'POST'];
  const before = cache.get(key);
  if (before && (text !== undefined || isPlainGet(request))) return { cacheable: before };
  const sent = parsed(text);
  const unresolved = readOperationRequest(request, sent);
  const operation = documents.resolve(unresolved);
  const body = operation === unresolved ? sent : text && operation;
  // Apollo Server reads the parameters of a GET from its URL.
  if (operation !== unresolved && text === undefined) request.url = urlWithQuery(request.url ?? '/', operation.query);
  admit(operation);
  const cacheable = text !== undefined || isPlainGet(request) ? current.cacheableRequestOf(operation) : undefined;
  const { variables } = operation;
  if (text === undefined && cacheable?.operation.kind === 'mutation') return { body, variables };
  if (cacheable) cache.set(key, cacheable, key.length + 1024);
  return { cacheable, body, variables };
}

function contextOf(
  forwarded: readonly string[],
  request: IncomingMessage,
  response: HttpResponse,
  permit: Permit,
): ClientContext {
  const moment = asOfRequest(request);
  const headers: Record<string, string> = moment === undefined ? {} : { [AS_OF_HEADER]: moment };
  for (const name of forwarded) {
    const value = request.headers[name];
    if (value !== undefined) headers[name] = String(value);
  }
  const ifNoneMatch = request.method === 'GET' ? request.headers['if-none-match'] : undefined;
  return new ClientContext(headers, ifNoneMatch, response, permit);
}
