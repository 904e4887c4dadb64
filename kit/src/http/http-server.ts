import { createServer, IncomingMessage, type Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { GraphQLError } from 'graphql';
import { ListenError, refusal } from './http-errors.js';
import { sendError } from './http-graphql.js';
import { HttpResponse } from './http-response.js';
import { disablePretenuring } from './pretenuring.js';
import { rejectUnparsed } from './unparsed-request.js';

export type Handler = (request: IncomingMessage, response: HttpResponse) => void | Promise<void>;

export interface HttpServerOptions {
  /** Handlers by path. A path that ends in a slash, except `/`, also serves all paths below it. */
  readonly routes: Readonly<Record<string, Handler>>;
  /** Milliseconds: until a request has arrived, 30,000 by default; until its headers have, 10,000 by default. */
  readonly timeouts?: { readonly requestTimeout?: number; readonly headersTimeout?: number };
  /** Maximum number of connections, unlimited by default. Further connections are closed and `dropped` is called. */
  readonly maxConnections?: number;
  readonly dropped?: () => void;
  /** Called with the error code of each request that could not be parsed. */
  readonly unparsed?: (code: string) => void;
  /** Called first for each request, for example to add the headers of CORS. */
  readonly before?: (request: IncomingMessage, response: HttpResponse) => void;
}

/** How long idle connections stay open after `stop`, for a request that may already be on its way. */
const IDLE_GRACE_MS = 200;

/** Counts the running requests since the last call of `settled`. A counter is cheaper than a set of requests. */
class RunningRequests {
  #before?: RunningRequests;
  #count = 0;
  #end?: () => void;
  #settled?: Promise<void>;

  constructor(before?: RunningRequests) {
    this.#before = before;
  }

  enter(): this {
    this.#count++;
    return this;
  }

  leave(): void {
    if (--this.#count === 0) this.#end?.();
  }

  /** Waits for these requests and all earlier ones. `enter` must not be called afterwards. */
  async settled(): Promise<void> {
    await this.#before?.settled();
    this.#before = undefined;
    if (this.#count === 0) return;
    this.#settled ??= new Promise((resolve) => {
      this.#end = resolve;
    });
    await this.#settled;
  }
}

/** The listen backlog. Clients beyond it retry the TCP handshake after one or three seconds. */
const BACKLOG = 4_096;
/** Up to this size, the body of a rejected request is read and discarded, so that the connection can be reused. */
const SHORT_BODY_BYTES = 64 * 1024;
/** Longer than the idle timeout of common proxies, so that the proxy closes idle connections and no request is lost. */
const KEEP_ALIVE_MS = 75_000;

/** An HTTP server that routes by path and knows its running requests. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #server: Server<typeof IncomingMessage, typeof HttpResponse>;
  #running = new RunningRequests();
  #stopping = false;

  constructor(options: HttpServerOptions) {
    this.#options = options;
    const timeouts = {
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      ...options.timeouts,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: KEEP_ALIVE_MS,
    };
    const server = { ...timeouts, ServerResponse: HttpResponse };
    this.#server = createServer(server, (request, response) => void this.#handle(request, response));
    this.#server.on('clientError', (error, socket) => {
      const code = rejectUnparsed(error, socket);
      if (code) options.unparsed?.(code);
    });
    if (options.maxConnections !== undefined) this.#server.maxConnections = options.maxConnections;
    if (options.dropped) this.#server.on('drop', options.dropped);
  }

  /** Whether `stop` was called. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** Listens, and returns the port. @throws ListenError */
  async listen(port: number, host: string | undefined): Promise<number> {
    disablePretenuring();
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
      this.#server.listen({ port, host, backlog: BACKLOG }, resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  /** Waits for the requests that are running now, not for later ones. */
  async settled(): Promise<void> {
    const before = this.#running;
    this.#running = new RunningRequests(before);
    await before.settled();
  }

  /** Accepts no more connections, waits for running requests at most `timeout` milliseconds, then closes the rest. */
  async stop(timeout: number): Promise<void> {
    this.#stopping = true;
    // `close` of an HTTP server would close idle keep-alive connections at once, and lose a request on its way.
    const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(this.#server, () => resolve()));
    const closing = setInterval(() => this.#server.closeIdleConnections(), Math.min(IDLE_GRACE_MS, timeout));
    const end = setTimeout(() => this.#server.closeAllConnections(), timeout);
    await closed;
    clearInterval(closing);
    clearTimeout(end);
    this.#server.close();
    await this.settled();
  }

  async #handle(request: IncomingMessage, response: HttpResponse): Promise<void> {
    const { before, routes } = this.#options;
    const running = this.#running.enter();
    try {
      if (this.#stopping) response.addStandingHeader('connection', 'close');
      before?.(request, response);
      if (request.method === 'OPTIONS') response.writeHead(204).end();
      else await routeOf(routes, request)(request, response);
    } catch (error) {
      sendError(response, error instanceof GraphQLError ? error : new GraphQLError('Internal server error'));
      // A long body is not read to its end: closing the connection is cheaper.
      if (!request.complete && !(Number(request.headers['content-length']) <= SHORT_BODY_BYTES)) request.destroy();
    } finally {
      running.leave();
    }
  }
}

function routeOf(routes: HttpServerOptions['routes'], { url = '/' }: IncomingMessage): Handler {
  const search = url.indexOf('?');
  const path = search === -1 ? url : url.slice(0, search);
  if (Object.hasOwn(routes, path)) return routes[path]!;
  const folder = path.slice(0, path.indexOf('/', 1) + 1);
  if (folder && Object.hasOwn(routes, folder)) return routes[folder]!;
  throw refusal('PATH_UNKNOWN', `Unknown path. Expected one of: ${Object.keys(routes).join(', ')}.`);
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string | undefined): ListenError {
  if (error.code === 'EADDRINUSE')
    return new ListenError(
      'PORT_TAKEN',
      `Port ${port} is in use by another process. Stop that process, or choose another port.`,
      {
        cause: error,
      },
    );
  const where = host === undefined ? `port ${port}` : `port ${port} of ${host}`;
  return new ListenError(
    'PORT_REFUSED',
    `Cannot listen on ${where} (${error.code ?? error.message}). Choose another port or address.`,
    {
      cause: error,
    },
  );
}
