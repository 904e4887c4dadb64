import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, type BaseContext, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import type { HttpResponse } from './http-response.js';
import { acceptedBy, plainJson } from './media-type.js';

/** Passes an HTTP request to Apollo Server and sends the response to the client. */
export async function handleGraphQL<Context extends BaseContext>(
  apollo: ApolloServer<Context>,
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
  context: () => Promise<Context>,
): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const url = request.url ?? '/';
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  const httpGraphQLRequest = { method: (request.method ?? 'GET').toUpperCase(), headers, search, body };
  const graphqlResponse = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
  await send(graphqlResponse, response);
}

async function send({ status, headers, body }: HTTPGraphQLResponse, response: ServerResponse): Promise<void> {
  for (const [name, value] of headers) response.setHeader(name, value);
  if (!headers.has('cache-control')) response.setHeader('cache-control', 'no-store');
  response.statusCode = status ?? 200;
  if (body.kind === 'complete') {
    const bytes = Buffer.from(body.string);
    response.setHeader('content-length', bytes.length);
    response.end(bytes);
    return;
  }
  for await (const chunk of body.asyncIterator) response.write(chunk);
  response.end();
}

/** Sends a value as JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown, type: string = plainJson): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  response
    .writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'content-length': body.length,
    })
    .end(body);
}

const INTERNAL = 'INTERNAL_SERVER_ERROR';

/** Sends an error as the whole response. If the headers were already sent, it closes the connection instead. */
export function sendError(
  response: HttpResponse,
  { message, extensions: { http, ...extensions } }: GraphQLError,
): void {
  response.rejectedBy = String(extensions.code ?? INTERNAL);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = (http as { status?: number } | undefined)?.status ?? 500;
  if (status === 408 || status === 413) response.addStandingHeader('connection', 'close');
  const errors = [{ message, extensions: { code: INTERNAL, ...extensions } }];
  const body = `${JSON.stringify({ errors })}\n`;
  const type = acceptedBy(response.req.headers.accept).type ?? plainJson;
  response
    .writeHeaderPairs(status, ['content-type', type, 'cache-control', 'no-store'], Buffer.byteLength(body))
    .end(body);
}
