import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ByteCache } from '../cache/byte-cache.js';
import { NewestRevisions } from '../cache/newest-revisions.js';
import { type CacheableRequest, ResponseCache, type ResponseCacheOptions } from '../cache/response-cache.js';
import type { Engine } from '../engine/engine.js';
import { stringifyExact } from '../exact-json.js';
import type { RequestedOperation } from '../guard/operation-guard.js';
import { isRecord } from '../record.js';
import type { EngineHolder } from './engine-holder.js';

/** Maximum bytes of request texts whose parsed requests are cached. */
const maxRequestBytes = 4 * 1024 * 1024;

/** The fast path of one engine. It serves operations that the engine has run before, without Apollo Server. */
export class EngineFastPath {
  readonly newest: NewestRevisions;
  readonly responses: ResponseCache;
  /** Request text, or URL of a GET → the parsed request. */
  readonly requests = {
    GET: new ByteCache<CacheableRequest>(maxRequestBytes),
    POST: new ByteCache<CacheableRequest>(maxRequestBytes),
  };
  readonly #digest: string;

  constructor(
    readonly engine: Engine,
    options: ResponseCacheOptions,
  ) {
    this.newest = new NewestRevisions(engine.transports.values());
    this.responses = new ResponseCache(this.newest, options);
    this.#digest = digestOf(engine.supergraphSdl);
  }

  /** Returns undefined if the request is not well-formed or its operation has not run before: Apollo Server handles it. */
  cacheableRequestOf(request: RequestedOperation & { readonly extensions?: unknown }): CacheableRequest | undefined {
    const { query, operationName, variables, extensions } = request;
    if (typeof query !== 'string' || !isAbsentOr('string', operationName)) return undefined;
    if (!isAbsentOr('record', variables) || !isAbsentOr('record', extensions)) return undefined;
    if (isRecord(extensions) && extensions.persistedQuery !== undefined) return undefined;
    const name = typeof operationName === 'string' ? operationName : undefined;
    const operation = this.engine.known(query, name);
    if (!operation) return undefined;
    const sent = isRecord(variables) ? variables : {};
    const digest = digestOf(stringifyExact([this.#digest, name, query, sent]));
    return { operation, variables: sent, digest };
  }
}

/**
 * The path of requests whose operation is parsed, validated and planned already. Apollo Server repeats work for each
 * request that is only needed for the first request of an operation.
 */
export class FastPath {
  readonly #unsubscribe: () => void;
  #current?: EngineFastPath;

  constructor(holder: EngineHolder, options: ResponseCacheOptions) {
    this.#unsubscribe = holder.onChange((engine) => {
      this.#current?.newest.close();
      this.#current = new EngineFastPath(engine, options);
    });
  }

  /** The fast path of the newest engine. */
  get current(): EngineFastPath {
    return this.#current!;
  }

  close(): void {
    this.#unsubscribe();
    this.#current?.newest.close();
  }
}

/**
 * Whether the fast path may serve a GET: each parameter is there once, and a header shows that a browser sent a
 * preflight request first. Apollo Server reports what is wrong with other requests.
 */
export function isPlainGet({ method, headers, url = '/' }: IncomingMessage): boolean {
  const isPreflighted = Boolean(headers['apollo-require-preflight'] || headers['x-apollo-operation-name']);
  if (method !== 'GET' || !isPreflighted || headers['content-type'] !== undefined) return false;
  const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const names = [...search.keys()].filter((name) => requestParameters.has(name));
  if (search.has('extensions') || new Set(names).size < names.length) return false;
  return !search.has('variables') || isJsonObject(search.get('variables')!);
}

const requestParameters = new Set(['query', 'operationName', 'variables']);

function isJsonObject(text: string): boolean {
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}

function isAbsentOr(kind: 'string' | 'record', value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return kind === 'string' ? typeof value === 'string' : isRecord(value);
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
