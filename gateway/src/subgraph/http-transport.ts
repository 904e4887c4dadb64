import { SIGNATURE_HEADER, type SigningKey, sign, TIMEOUT_HEADER } from '@cabildo/kit/process';
import { Pool } from 'undici';
import { GatewayError } from '../errors.js';
import { type CallBounds, ConnectionLost, HttpCall } from './http-call.js';
import { askLog } from './http-log.js';
import { watchRevisions } from './revision-watch.js';
import type {
  Connect,
  LogAnswer,
  RevisionListener,
  SubgraphRequest,
  SubgraphResponse,
  Transport,
} from './transport.js';

export interface HttpTransportOptions {
  /** For a whole call, from its start to its last byte. Milliseconds, 10,000 by default. */
  timeout?: number;
  /** Bytes of one answer, 64 MiB by default. */
  maxResponseBytes?: number;
  /** Where subgraphs answer, by name, in place of what the supergraph says. */
  urls?: Readonly<Record<string, string>>;
  /** By name, the key that calls to a subgraph are signed with, so that it can refuse those of others. */
  keys?: Readonly<Record<string, SigningKey>>;
  /** Whether a subgraph without a key is refused; otherwise calls to it are not signed. */
  everyCallSigned?: boolean;
  /** ByteCache-alive connections to one subgraph, 128 by default. */
  connections?: number;
}

const rememberedQueries = 2_000;
/** What a call says of itself, whatever is handed on with it. */
const ours = new Set(['content-type', 'accept', TIMEOUT_HEADER, SIGNATURE_HEADER]);
const described = [
  ...['content-type', 'application/json'],
  ...['accept', 'application/graphql-response+json, application/json'],
];

/** A Connect that speaks GraphQL over HTTP. */
export function httpConnect(options: HttpTransportOptions = {}): Connect {
  return (name, url) => new HttpTransport(name, options.urls?.[name] ?? url, options);
}

export class HttpTransport implements Transport {
  readonly name: string;
  readonly #pool: Pool;
  readonly #path: string;
  readonly #revisions: URL;
  readonly #logs: string;
  readonly #bounds: CallBounds;
  readonly #key: SigningKey | undefined;
  readonly #heads = new Map<string, string>();

  /** @throws GatewayError SUPERGRAPH_UNREADABLE if the address is not one of http or https; SUBGRAPH_KEY_MISSING */
  constructor(name: string, url: string, options: HttpTransportOptions = {}) {
    const address = parseAddress(name, url);
    const { origin, pathname, search } = address;
    this.name = name;
    this.#key = keyOf(name, options);
    // Each call has a time of its own, from its start to its last byte: the client's two would be set and cleared beside.
    const times = { headersTimeout: 0, bodyTimeout: 0 };
    this.#pool = new Pool(origin, { connections: options.connections ?? 128, pipelining: 1, ...times });
    this.#path = pathname + search;
    this.#revisions = new URL('revisions', address);
    this.#logs = new URL(`log/${encodeURIComponent(name)}/`, address).pathname;
    this.#bounds = { timeout: options.timeout ?? 10_000, maxBytes: options.maxResponseBytes ?? 64 * 1024 * 1024 };
  }

  /** Sends a query once more where its connection was lost: one that was kept alive may end as it is used. */
  send(request: SubgraphRequest): Promise<SubgraphResponse> {
    return new Promise((resolve, reject) => {
      this.#attempt(request, resolve, (error) => {
        if (!(error instanceof ConnectionLost) || request.mutation) return reject(error);
        this.#attempt(request, (answer) => resolve({ ...answer, retried: true }), reject);
      });
    });
  }

  #attempt(request: SubgraphRequest, resolve: HttpCall['resolve'], reject: HttpCall['reject']): void {
    const body = `${this.#head(request)}${request.variablesText}}`;
    const call = new HttpCall(this.name, this.#bounds, request, resolve, reject);
    this.#pool.dispatch({ method: 'POST', path: this.#path, headers: this.#headersOf(request, body), body }, call);
  }

  /** Name, value, name, value, …: a list costs less than an object of its own shape for each request. */
  #headersOf({ headers, deadline }: SubgraphRequest, body: string): string[] {
    const pairs = [...described];
    for (const name in headers) if (!ours.has(name)) pairs.push(name, headers[name]!);
    if (deadline !== undefined) pairs.push(TIMEOUT_HEADER, timeLeft(deadline));
    if (this.#key) pairs.push(SIGNATURE_HEADER, sign(this.#key, { method: 'POST', path: this.#path, body }));
    return pairs;
  }

  /** By the stream that a subgraph of the kit serves beside its GraphQL. */
  watch(listener: RevisionListener): () => void {
    return watchRevisions(
      { url: this.#revisions, headersOf: (method, path) => this.#signed(method, path, '') },
      listener,
    );
  }

  /** By the log that a subgraph of the kit serves beside its GraphQL. */
  log(asked: string): Promise<LogAnswer> {
    const path = `${this.#logs}${asked}`;
    return askLog(this.#pool, { path, headers: this.#signed('GET', path, '') }, this.name, this.#bounds);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #signed(method: string, path: string, body: string): Record<string, string> {
    return this.#key ? { [SIGNATURE_HEADER]: sign(this.#key, { method, path, body }) } : {};
  }

  #head(request: SubgraphRequest): string {
    const known = this.#heads.get(request.query);
    if (known !== undefined) return known;
    const name = request.operationName === undefined ? '' : `,"operationName":${JSON.stringify(request.operationName)}`;
    const head = `{"query":${JSON.stringify(request.query)}${name},"variables":`;
    if (this.#heads.size >= rememberedQueries) this.#heads.clear();
    this.#heads.set(request.query, head);
    return head;
  }
}

function keyOf(name: string, { keys, everyCallSigned }: HttpTransportOptions): SigningKey | undefined {
  const key = keys && Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (key || !everyCallSigned) return key;
  throw new GatewayError(
    'SUBGRAPH_KEY_MISSING',
    `There is no key to sign calls to subgraph "${name}" with: add ${name}=id:secret to SUBGRAPH_KEYS.`,
  );
}

/** A subgraph need not work on what nobody waits for any more. */
const timeLeft = (deadline: number): string => String(Math.max(0, Math.floor(deadline - performance.now())));

function parseAddress(name: string, url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address && ['http:', 'https:'].includes(address.protocol)) return address;
  throw new GatewayError(
    'SUPERGRAPH_UNREADABLE',
    `The supergraph gives subgraph "${name}" the address "${url}"; an http:// or https:// address is needed.`,
  );
}
