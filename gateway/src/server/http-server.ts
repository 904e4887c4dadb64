import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { clientError, GatewayError } from '../errors.js';
import type { RequestContext } from './apollo.js';
import { readBody } from './body.js';
import type { Cors } from './cors.js';
import { answerGraphQL, fail, sendJson } from './graphql-http.js';

export interface HttpServerOptions {
  readonly apollo: ApolloServer<RequestContext>;
  readonly cors: Cors;
  readonly maxBodyBytes: number;
  /** Names, in lower case, of the client's headers that subgraphs get. */
  readonly forwardHeaders: readonly string[];
  readonly health: () => { readonly ready: boolean; readonly [fact: string]: unknown };
}

/** The HTTP door: health, preflights, GraphQL; it knows which requests are under way. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #server: Server;
  readonly #underWay = new Set<Promise<void>>();
  #stopping = false;

  constructor(options: HttpServerOptions) {
    this.#options = options;
    this.#server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) =>
      this.#track(this.#answer(request, response)),
    );
  }

  /** @returns the port. @throws GatewayError PORT_TAKEN, PORT_REFUSED */
  async listen(port: number, host: string | undefined): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
      this.#server.listen(port, host, resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  /** Waits for the requests that are under way at this moment, not for those that come later. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#underWay]);
  }

  /** Takes no more connections, lets requests finish for at most `patience` milliseconds, then cuts what is left. */
  async stop(patience: number): Promise<void> {
    this.#stopping = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    const timer = setTimeout(() => this.#server.closeAllConnections(), patience);
    await closed;
    clearTimeout(timer);
    await this.settled();
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { cors, health } = this.#options;
    if (this.#stopping) response.setHeader('connection', 'close');
    const path = request.url?.split('?', 1)[0];
    cors(request, response);
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else if (path === '/health') {
      const { ready, ...facts } = health();
      const serving = ready && !this.#stopping;
      sendJson(response, serving ? 200 : 503, { status: serving ? 'ok' : 'unavailable', ...facts });
    } else if (path === '/' || path === '/graphql') await this.#graphql(request, response);
    else fail(response, clientError('NOT_FOUND', `Nothing is served at this path; GraphQL is at / and /graphql.`));
  }

  async #graphql(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { apollo, maxBodyBytes, forwardHeaders } = this.#options;
    try {
      const body = request.method === 'POST' ? await readBody(request, maxBodyBytes) : undefined;
      await answerGraphQL(apollo, request, response, body, contextOf(request, response, forwardHeaders));
    } catch (error) {
      fail(response, error instanceof GraphQLError ? error : new GraphQLError('Internal server error'));
      // What is left of a refused body is not worth reading.
      if (!request.complete) request.destroy();
    }
  }
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

function listenError({ code, message }: NodeJS.ErrnoException, port: number, host: string | undefined): GatewayError {
  if (code === 'EADDRINUSE') {
    return new GatewayError('PORT_TAKEN', `Port ${port} is taken by another process; stop it or choose another port.`);
  }
  const where = host === undefined ? `port ${port}` : `port ${port} of ${host}`;
  return new GatewayError('PORT_REFUSED', `The gateway may not listen on ${where}: ${code ?? message}.`);
}
