import type { IncomingMessage } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import {
  AS_OF_HEADER,
  acceptedBy,
  type Handler,
  type HttpResponse,
  handleGraphQL,
  parseBody,
  readBodyText,
  sendJson,
} from '@cabildo/kit/process';
import { asOfRequest } from '../as-of.js';
import type { Question } from '../cache/response-cache.js';
import { clientError } from '../errors.js';
import type { Documents } from '../guard/documents.js';
import type { Entrance } from '../guard/entrance.js';
import type { AskedOperation } from '../guard/operation-guard.js';
import type { Place } from '../guard/permit.js';
import type { Outside } from '../observe/outside.js';
import type { RequestContext } from './apollo.js';
import { addressWith, askedOperation, plainAddress } from './asked-operation.js';
import { ClientContext } from './client-context.js';
import { isPlainGet, type KnownPath } from './known-path.js';
import { sendReply } from './send-reply.js';

export interface RouteOptions {
  readonly entrance: Entrance;
  readonly outside: Outside;
  readonly apollo: ApolloServer<RequestContext>;
  readonly known: KnownPath;
  readonly maxBodyBytes: number;
  readonly longestBody?: number;
  /** Throws what a hostile request is answered. */
  readonly admit: (asked: AskedOperation) => void;
  readonly documents: Documents;
  /** Names, in lower case, of the client's headers that subgraphs get. */
  readonly forwardHeaders: readonly string[];
  /** What is served beside, by path. */
  readonly others?: Readonly<Record<string, Handler>>;
  readonly health: () => { readonly ready: boolean; readonly [fact: string]: unknown };
}

/** What the gateway serves: GraphQL, with its landing page, and its state. */
export function gatewayRoutes(options: RouteOptions): Record<string, Handler> {
  const { entrance, outside } = options;
  const graphql = outside.watching(
    entrance.before((request, response, place) => answer(options, request, response, place)),
  );
  const health: Handler = (_request, response) => {
    const { ready, ...facts } = options.health();
    sendJson(response, ready ? 200 : 503, { status: ready ? 'ok' : 'unavailable', ...facts });
  };
  return { ...options.others, ...outside.routes, '/': graphql, '/graphql': graphql, '/health': health };
}

async function answer(
  options: RouteOptions,
  request: IncomingMessage,
  response: HttpResponse,
  place: Place,
): Promise<void> {
  if (request.method === 'GET') request.url = plainAddress(request.url ?? '/');
  const text =
    request.method === 'POST' ? await readBodyText(request, options.maxBodyBytes, options.longestBody) : undefined;
  const { type, onlyJson } = acceptedBy(request.headers.accept);
  if (!type && text !== undefined) throw unacceptable(request);
  const { question, body } = questionOf(options, request, text);
  const context = contextOf(options.forwardHeaders, request, response, place);
  if (!question || !type || !onlyJson) {
    await handleGraphQL(options.apollo, request, response, body ?? parsed(text), async () => context);
    return;
  }
  const found = options.known.site.answers.reply(question, context);
  const reply = found instanceof Promise ? await found : found;
  await sendReply(request, response, reply, type);
}

/** Said before anything is run: nobody could read what came of it. */
const unacceptable = ({ headers }: IncomingMessage) =>
  clientError(
    'MEDIA_TYPE_UNACCEPTABLE',
    `The answer can be application/json or application/graphql-response+json; the request accepts "${headers.accept}".`,
  );

const parsed = (text: string | undefined): unknown => (text === undefined ? undefined : parseBody(text));

/** A request that came before, letter by letter, is not read again. */
function questionOf(
  { known, admit, documents }: RouteOptions,
  request: IncomingMessage,
  text: string | undefined,
): { question?: Question; body?: unknown } {
  const { site } = known;
  const asked = text ?? request.url ?? '/';
  const remembered = site.questions[text === undefined ? 'GET' : 'POST'];
  const before = remembered.get(asked);
  if (before && (text !== undefined || isPlainGet(request))) return { question: before };
  const sent = parsed(text);
  const named = askedOperation(request, sent);
  const operation = documents.resolve(named);
  const body = operation === named ? sent : text && operation;
  // Apollo Server reads a GET off its address.
  if (operation !== named && text === undefined) request.url = addressWith(request.url ?? '/', operation.query);
  admit(operation);
  const question = text !== undefined || isPlainGet(request) ? site.questionOf(operation) : undefined;
  if (text === undefined && question?.operation.kind === 'mutation') return { body };
  if (question) remembered.set(asked, question, asked.length + 1024);
  return { question, body };
}

function contextOf(
  forwarded: readonly string[],
  request: IncomingMessage,
  response: HttpResponse,
  place: Place,
): ClientContext {
  const moment = asOfRequest(request);
  const headers: Record<string, string> = moment === undefined ? {} : { [AS_OF_HEADER]: moment };
  for (const name of forwarded) {
    const value = request.headers[name];
    if (value !== undefined) headers[name] = String(value);
  }
  const held = request.method === 'GET' ? request.headers['if-none-match'] : undefined;
  return new ClientContext(headers, held, response, place);
}
