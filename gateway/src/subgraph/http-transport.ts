import { isIP } from 'node:net';
import { SIGNATURE_HEADER, type SigningKey, sign, TIMEOUT_HEADER } from '@cabildo/kit/process';
import { LRUCache } from 'lru-cache';
import { Pool } from 'undici';
import { GatewayError } from '../errors.js';
import { type AddressPolicy, guardedConnector, permits } from './address-policy.js';
import { Bulkhead } from './bulkhead.js';
import { type CallTarget, ConnectionLost, HttpCall } from './http-call.js';
import { askLog } from './http-log.js';
import { ResponseBudget } from './response-budget.js';
import { watchRevisions } from './revision-watch.js';
import type {
  Connect,
  LogAnswer,
  RevisionListener,
  SubgraphRequest,
  SubgraphResponse,
  Transport,
} from './transport.js';

/** Limits of one subgraph. */
export interface SubgraphLimits {
  /** Maximum milliseconds of a call, from its start to the last byte of the response; 10,000 by default. */
  readonly timeout?: number;
  /** Maximum bytes of a response; 16 MiB by default, and 4 MiB for a partner. */
  readonly maxResponseBytes?: number;
  /** Maximum objects and lists of a response; 200,000 by default, and 50,000 for a partner. */
  readonly maxResponseObjects?: number;
  /** Maximum calls in flight, which is also the number of connections; 128 by default. */
  readonly connections?: number;
  /** Maximum calls that wait for one of them, 512 by default. */
  readonly queue?: number;
  /** Maximum milliseconds that a call waits, 1,000 by default. */
  readonly queueTimeout?: number;
  /** Whether a query is sent again when its connection was lost; true by default. */
  readonly retry?: boolean;
}

export interface HttpTransportOptions extends SubgraphLimits {
  /** Limits by the name of a subgraph, in place of those for all. */
  readonly subgraphs?: Readonly<Record<string, SubgraphLimits>>;
  /** Addresses by the name of a subgraph, in place of those in the supergraph. They are not checked by `addresses`. */
  readonly urls?: Readonly<Record<string, string>>;
  /** Keys that sign the calls, by the name of a subgraph. */
  readonly keys?: Readonly<Record<string, SigningKey>>;
  /** Whether a subgraph without a key is refused. If not, calls to it are not signed. */
  readonly everyCallSigned?: boolean;
  /** Which addresses of the supergraph are connected to; every address if undefined. */
  readonly addresses?: AddressPolicy;
  /** Whether the hub itself runs a subgraph. Error messages of others are passed on with a mark. Every one is by default. */
  readonly isOwn?: (name: string) => boolean;
}

const maxHeads = 2_000;
const maxDepth = 100;
const maxValues = 600_000;
/** The general limits of bytes, objects and values are divided by this for a partner. Limits of its own are not. */
const partnerDivisor = 4;
/** Responses of one subgraph that arrive together may have this many times the limits of one response. */
const budgetFactor = 3;
/** Headers that the gateway sets. A client's header of the same name is not forwarded. */
const ownHeaders = new Set(['content-type', 'accept', TIMEOUT_HEADER, SIGNATURE_HEADER]);
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
  readonly #target: CallTarget;
  readonly #bulkhead: Bulkhead;
  readonly #retries: boolean;
  readonly #options: HttpTransportOptions;
  readonly #streamOptions: Pool.Options;
  #revisionPool?: Pool;
  readonly #heads = new LRUCache<string, string>({ max: maxHeads });

  /** @throws GatewayError SUPERGRAPH_UNREADABLE when the address is not http or https; SUBGRAPH_KEY_MISSING; SUBGRAPH_ADDRESS_REFUSED */
  constructor(name: string, url: string, options: HttpTransportOptions = {}) {
    const address = parseAddress(name, url);
    const { origin, pathname, search } = address;
    const limits = { ...options, ...ownEntry(options.subgraphs, name) };
    const { timeout = 10_000, connections = 128, queue = 512, queueTimeout = 1_000 } = limits;
    const isOwn = options.isOwn?.(name) ?? true;
    const divisor = isOwn ? 1 : partnerDivisor;
    const { maxResponseBytes = 16 * 1024 * 1024, maxResponseObjects = 200_000 } = options;
    const {
      maxResponseBytes: maxBytes = maxResponseBytes / divisor,
      maxResponseObjects: maxObjects = maxResponseObjects / divisor,
    } = ownEntry(options.subgraphs, name) ?? {};
    this.name = name;
    this.#options = options;
    signingKeyFor(name, options);
    const policy = ownEntry(options.urls, name) === undefined ? options.addresses : undefined;
    if (policy) requireHttps(name, address, policy);
    // HttpCall has one timer for the whole call: the two timers of undici would be set and cleared in vain.
    const timers = { headersTimeout: 0, bodyTimeout: 0 };
    const connect = policy && guardedConnector(name, policy);
    this.#pool = new Pool(origin, { connections, pipelining: 1, ...timers, ...(connect && { connect }) });
    this.#streamOptions = { connections: 2, pipelining: 1, ...(connect && { connect }) };
    this.#path = pathname + search;
    this.#revisions = new URL('revisions', address);
    this.#logs = new URL(`log/${encodeURIComponent(name)}/`, address).pathname;
    this.#target = {
      name,
      isOwn,
      bounds: { timeout, maxBytes, maxObjects, maxDepth, maxValues: maxValues / divisor },
      budget: new ResponseBudget(budgetFactor * maxBytes, budgetFactor * maxObjects),
    };
    this.#bulkhead = new Bulkhead(name, { permits: connections, queue, queueTimeout });
    this.#retries = limits.retry ?? true;
  }

  /** Sends a query again once if its connection was lost: a keep-alive connection may close at the moment it is used. */
  send(request: SubgraphRequest): Promise<SubgraphResponse> {
    return this.#bulkhead.run(request, () => this.#sendPermitted(request));
  }

  #sendPermitted(request: SubgraphRequest): Promise<SubgraphResponse> {
    return new Promise((resolve, reject) => {
      this.#attempt(request, resolve, (error) => {
        if (!(error instanceof ConnectionLost) || request.mutation || !this.#retries) return reject(error);
        this.#attempt(request, (response) => resolve({ ...response, retried: true }), reject);
      });
    });
  }

  /** Looked up for each call: a rotated key applies without a restart. */
  get #key(): SigningKey | undefined {
    return signingKeyFor(this.name, this.#options);
  }

  #attempt(request: SubgraphRequest, resolve: HttpCall['resolve'], reject: HttpCall['reject']): void {
    const body = `${this.#head(request)}${request.variablesText}}`;
    const call = new HttpCall(this.#target, request, resolve, reject);
    this.#pool.dispatch({ method: 'POST', path: this.#path, headers: this.#headersOf(request, body), body }, call);
  }

  /** Returns name, value, name, value, …: an object with other keys for each request would be slower. */
  #headersOf({ headers, deadline }: SubgraphRequest, body: string): string[] {
    const pairs = [...described];
    for (const name in headers) if (!ownHeaders.has(name)) pairs.push(name, headers[name]!);
    if (deadline !== undefined) pairs.push(TIMEOUT_HEADER, timeLeft(deadline));
    const key = this.#key;
    if (key) pairs.push(SIGNATURE_HEADER, sign(key, { method: 'POST', path: this.#path, body }));
    return pairs;
  }

  /** Reads the event stream `/revisions`, which a subgraph of the kit serves. */
  watch(listener: RevisionListener): () => void {
    return watchRevisions(
      {
        url: this.#revisions,
        headersOf: (method, path) => this.#signed(method, path, ''),
        dispatcher: this.#streams(),
      },
      listener,
    );
  }

  /** Reads `/log/`, which a subgraph of the kit serves. */
  log(query: string): Promise<LogAnswer> {
    const path = `${this.#logs}${query}`;
    return askLog(this.#pool, { path, headers: this.#signed('GET', path, '') }, this.name, this.#target.bounds);
  }

  /** Closes the connections after the calls in flight have ended. */
  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#revisionPool?.destroy()]);
  }

  /** The stream has connections of its own: GraphQL calls do not wait behind it. */
  #streams(): Pool {
    this.#revisionPool ??= new Pool(this.#revisions.origin, this.#streamOptions);
    return this.#revisionPool;
  }

  #signed(method: string, path: string, body: string): Record<string, string> {
    const key = this.#key;
    return key ? { [SIGNATURE_HEADER]: sign(key, { method, path, body }) } : {};
  }

  #head(request: SubgraphRequest): string {
    const known = this.#heads.get(request.query);
    if (known !== undefined) return known;
    const name = request.operationName === undefined ? '' : `,"operationName":${JSON.stringify(request.operationName)}`;
    const head = `{"query":${JSON.stringify(request.query)}${name},"variables":`;
    this.#heads.set(request.query, head);
    return head;
  }
}

function signingKeyFor(name: string, { keys, everyCallSigned }: HttpTransportOptions): SigningKey | undefined {
  const key = ownEntry(keys, name);
  if (key || !everyCallSigned) return key;
  throw new GatewayError(
    'SUBGRAPH_KEY_MISSING',
    `No key signs the calls to subgraph "${name}": add ${name}=id:secret to SUBGRAPH_KEYS.`,
  );
}

/** Milliseconds until the deadline: a subgraph can stop work on a request that nobody waits for. */
const timeLeft = (deadline: number): string => String(Math.max(0, Math.floor(deadline - performance.now())));

/** @throws GatewayError SUBGRAPH_ADDRESS_REFUSED */
function requireHttps(name: string, { protocol, hostname }: URL, policy: AddressPolicy): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !permits(policy, host))
    throw new GatewayError(
      'SUBGRAPH_ADDRESS_REFUSED',
      `Subgraph "${name}" has the address ${host}, which is not public. Permit its network with SUBGRAPH_NETWORKS.`,
    );
  if (protocol === 'https:' || policy.networks.length > 0) return;
  throw new GatewayError(
    'SUBGRAPH_ADDRESS_REFUSED',
    `The address of subgraph "${name}" is http. Use https, or permit its network with SUBGRAPH_NETWORKS.`,
  );
}

function ownEntry<Value>(entries: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
}

function parseAddress(name: string, url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address && ['http:', 'https:'].includes(address.protocol)) return address;
  throw new GatewayError(
    'SUPERGRAPH_UNREADABLE',
    `The supergraph gives subgraph "${name}" the address "${url}"; an http:// or https:// address is needed.`,
  );
}
