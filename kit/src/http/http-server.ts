import { createServer, IncomingMessage, type Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { GraphQLError } from 'graphql';
import { ListenError, refusal } from './http-errors.js';
import { fail } from './http-graphql.js';
import { HttpResponse } from './http-response.js';
import { disablePretenuring } from './pretenuring.js';
import { rejectUnparsed } from './unparsed-request.js';

export type Handler = (request: IncomingMessage, response: HttpResponse) => void | Promise<void>;

export interface HttpServerOptions {
  /** By path; one that ends in a slash, other than the first, is for all paths below it. */
  readonly routes: Readonly<Record<string, Handler>>;
  /** Milliseconds for a request to arrive, 30,000 by default, and for its headers, 10,000 by default. */
  readonly slowest?: { readonly requestTimeout?: number; readonly headersTimeout?: number };
  /** Connections at once, without bound by default; whoever comes beyond is hung up on, and told to `dropped`. */
  readonly maxConnections?: number;
  readonly dropped?: () => void;
  /** Is told the code of what was refused before it came to be a request. */
  readonly unread?: (code: string) => void;
  /** Called first with every request, such as to say who may read the answer. */
  readonly before?: (request: IncomingMessage, response: HttpResponse) => void;
}

/** Milliseconds that a connection may still bring its last request once the door closes. */
const LULL_MS = 200;

/** The requests that have come since somebody last waited for those before: a number costs less than a set of them. */
class UnderWay {
  #before?: UnderWay;
  #count = 0;
  #end?: () => void;
  #settled?: Promise<void>;

  constructor(before?: UnderWay) {
    this.#before = before;
  }

  enter(): this {
    this.#count++;
    return this;
  }

  leave(): void {
    if (--this.#count === 0) this.#end?.();
  }

  /** Waits until none is left of these, nor of those before. No more may come. */
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

/** Connections that wait to be taken while the process is at work: those beyond come again after a second, or three. */
const BACKLOG = 4_096;
/** Bytes of a refused request’s body that are let go by, for the connection to be kept. */
const SHORT_BODY = 64 * 1024;
/** Longer than proxies keep a connection: none is closed just as its next request is on its way. */
const KEPT_ALIVE_MS = 75_000;

/** The HTTP door of a process: it knows its paths, and which requests are under way. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #server: Server<typeof IncomingMessage, typeof HttpResponse>;
  #underWay = new UnderWay();
  #stopping = false;

  constructor(options: HttpServerOptions) {
    this.#options = options;
    const slowest = { requestTimeout: 30_000, headersTimeout: 10_000, ...options.slowest };
    const times = { ...slowest, connectionsCheckingInterval: 1_000, keepAliveTimeout: KEPT_ALIVE_MS };
    const server = { ...times, ServerResponse: HttpResponse };
    this.#server = createServer(server, (request, response) => void this.#answer(request, response));
    this.#server.on('clientError', (error, socket) => {
      const code = rejectUnparsed(error, socket);
      if (code) options.unread?.(code);
    });
    if (options.maxConnections !== undefined) this.#server.maxConnections = options.maxConnections;
    if (options.dropped) this.#server.on('drop', options.dropped);
  }

  /** Whether it takes no more requests. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** @returns the port. @throws ListenError */
  async listen(port: number, host: string | undefined): Promise<number> {
    disablePretenuring();
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
      this.#server.listen({ port, host, backlog: BACKLOG }, resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  /** Waits for the requests that are under way at this moment, not for those that come later. */
  async settled(): Promise<void> {
    const before = this.#underWay;
    this.#underWay = new UnderWay(before);
    await before.settled();
  }

  /** Takes no more connections, lets requests finish for at most `patience` milliseconds, then cuts what is left. */
  async stop(patience: number): Promise<void> {
    this.#stopping = true;
    // The close of an HTTP server cuts kept-alive connections on which a request may just be on its way.
    const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(this.#server, () => resolve()));
    const lull = setInterval(() => this.#server.closeIdleConnections(), Math.min(LULL_MS, patience));
    const end = setTimeout(() => this.#server.closeAllConnections(), patience);
    await closed;
    clearInterval(lull);
    clearTimeout(end);
    this.#server.close();
    await this.settled();
  }

  async #answer(request: IncomingMessage, response: HttpResponse): Promise<void> {
    const { before, routes } = this.#options;
    const underWay = this.#underWay.enter();
    try {
      if (this.#stopping) response.stand('connection', 'close');
      before?.(request, response);
      if (request.method === 'OPTIONS') response.writeHead(204).end();
      else await routeOf(routes, request)(request, response);
    } catch (error) {
      fail(response, error instanceof GraphQLError ? error : new GraphQLError('Internal server error'));
      // What is left of a refused body is not worth reading, unless that is less than a new connection would cost.
      if (!request.complete && !(Number(request.headers['content-length']) <= SHORT_BODY)) request.destroy();
    } finally {
      underWay.leave();
    }
  }
}

function routeOf(routes: HttpServerOptions['routes'], { url = '/' }: IncomingMessage): Handler {
  const search = url.indexOf('?');
  const path = search === -1 ? url : url.slice(0, search);
  if (Object.hasOwn(routes, path)) return routes[path]!;
  const folder = path.slice(0, path.indexOf('/', 1) + 1);
  if (folder && Object.hasOwn(routes, folder)) return routes[folder]!;
  throw refusal('PATH_UNKNOWN', `Nothing is served at this path; there are ${Object.keys(routes).join(', ')}.`);
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string | undefined): ListenError {
  if (error.code === 'EADDRINUSE')
    return new ListenError('PORT_TAKEN', `Port ${port} is taken by another process: stop it, or choose another port.`, {
      cause: error,
    });
  const where = host === undefined ? `port ${port}` : `port ${port} of ${host}`;
  return new ListenError('PORT_REFUSED', `This process may not listen on ${where} (${error.code ?? error.message}).`, {
    cause: error,
  });
}
