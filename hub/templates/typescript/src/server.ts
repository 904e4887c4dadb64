import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { type Context, newContext, resolvers } from './resolvers.js';
import { SignatureCheck } from './signature.js';

const typeDefs = parse(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
const MAX_BODY = 1024 * 1024;

export interface ServeOptions {
  readonly port: number;
  readonly host?: string;
  /** Secret by key id. If there is any, calls without a valid signature are refused. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Serves the subgraph at /graphql and its health at /health. */
export async function serve({ port, host, keys }: ServeOptions) {
  const apollo = new ApolloServer<Context>({
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    introspection: true,
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled()],
  });
  await apollo.start();
  const signatures = keys.size ? new SignatureCheck(keys) : undefined;
  const server = createServer((request, response) => {
    handle(apollo, signatures, request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/graphql`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await apollo.stop();
    },
  };
}

async function handle(
  apollo: ApolloServer<Context>,
  signatures: SignatureCheck | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  if (url === '/health') return void response.writeHead(200).end('ok\n');
  if (!/^\/(graphql)?(\?|$)/.test(url) || method !== 'POST') return void response.writeHead(404).end();
  const text = await read(request);
  const refusal = signatures?.refusal(request.headers['hub-signature'], { method, path: url, body: text });
  if (refusal !== undefined) {
    const errors = [{ message: refusal, extensions: { code: 'UNSIGNED' } }];
    return void response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ errors }));
  }
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, String(value));
  const reply = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search: '', body: JSON.parse(text) },
    context: async () => newContext(),
  });
  for (const [name, value] of reply.headers) response.setHeader(name, value);
  // The hub may reuse a response for a minute. Remove this if your data must never be older than the request.
  response.setHeader('cache-control', 'public, max-age=60');
  response.statusCode = reply.status ?? 200;
  response.end(reply.body.kind === 'complete' ? reply.body.string : '');
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY) throw new Error(`The body has more than ${MAX_BODY} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
