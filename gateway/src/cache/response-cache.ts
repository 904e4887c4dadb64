import { AS_OF_HEADER } from '@cabildo/kit/process';
import type { GraphQLError } from 'graphql';
import type { Caller } from '../caller.js';
import { errorsOf } from '../engine/engine.js';
import type { Operation, Outcome, Prepared } from '../engine/operation.js';
import type { Data } from '../record.js';
import { ByteCache } from './byte-cache.js';
import { ResponseKey } from './cache-key.js';
import { CoalescedRun } from './coalesced-run.js';
import { dayOf, type Freshness, freshnessOf, heldAsKeyed, isExpired, tagOf } from './freshness.js';
import type { NewestRevisions } from './newest-revisions.js';
import { bytesOf, type Reply, replyOf } from './reply.js';

/** An operation with its variables: the part of a request that does not depend on the client. */
export interface CacheableRequest {
  readonly operation: Operation;
  readonly variables: Data;
  /** The digest of the supergraph, the operation and its variables. */
  readonly digest: string;
  /** Set at the first request. */
  prepared?: Prepared;
  /** The key of the last response. */
  key?: ResponseKey;
}

export interface ClientRequest {
  /** The client's headers that are forwarded to subgraphs. Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** The client's If-None-Match, if the method permits a 304 response. */
  readonly ifNoneMatch?: string;
  /** Called when the request waits for the run of an equal request. */
  joins?(): void;
}

type Runner = Pick<ClientRequest, 'headers' | 'caller'>;

export interface ResponseCacheOptions {
  /** Maximum bytes of cached responses; 0 disables the cache. */
  readonly maxBytes: number;
  /** Whether equal queries in flight are coalesced into one run. */
  readonly sharing: boolean;
  /** A cache that several gateways share. */
  readonly shared?: SharedResponses;
  /** Called after every run. */
  readonly ran?: (outcome: Outcome) => void;
  /** Called for every response. */
  readonly answered?: (from: ResponseOrigin) => void;
  /** Called with an error code for every request that was refused before its run. */
  readonly refused?: (code: string) => void;
}

/** Where a response came from: a run, a coalesced run, the memory, Redis, or the client's cache (304). */
export type ResponseOrigin = 'run' | 'shared' | 'kept' | 'redis' | 'held';

/** A second cache behind the memory of this process. Its calls return within a short timeout. */
export interface SharedResponses {
  find(key: string): Promise<Reply | undefined>;
  keep(key: string, reply: Reply): void;
}

/** The client's cached response is current: the gateway responds with 304. */
export interface NotModified {
  readonly held: Freshness;
}

/** Responds from the cache, from the run of an equal request, or from a new run. */
export class ResponseCache {
  readonly #newest: NewestRevisions;
  readonly #options: ResponseCacheOptions;
  readonly #kept: ByteCache<Reply>;
  readonly #flights = new Map<string, CoalescedRun<Reply>>();

  constructor(newest: NewestRevisions, options: ResponseCacheOptions) {
    this.#newest = newest;
    this.#options = options;
    this.#kept = new ByteCache(options.maxBytes);
  }

  /** Returns no promise if the response is cached here or by the client. */
  reply(question: CacheableRequest, asking: ClientRequest): Reply | NotModified | Promise<Reply | NotModified> {
    const key = question.prepared && this.#cacheKey(question, question.prepared, asking);
    return (key && this.#find(key, asking)) ?? this.#ask(question, asking, key);
  }

  /** @returns undefined if the response is for one client only, or if the newest revision of a subgraph is unknown */
  #cacheKey(question: CacheableRequest, { services }: Prepared, { headers }: ClientRequest): ResponseKey | undefined {
    const { operation, digest, key } = question;
    const standing = operation.kind === 'query' && isEveryones(headers) ? this.#newest.standing(services) : null;
    if (!standing) return undefined;
    const [day, moment] = [dayOf(Date.now()), headers[AS_OF_HEADER]];
    if (key?.standing === standing && key.day === day && key.moment === moment) return key;
    question.key = new ResponseKey(digest, standing, day, moment);
    return question.key;
  }

  #find(key: ResponseKey, asking: ClientRequest): Reply | NotModified | undefined {
    // The key identifies the response: 304 needs no run, even if the response is no longer cached.
    if (this.#options.maxBytes && asking.ifNoneMatch?.includes(key.tag)) {
      this.#options.answered?.('held');
      return { held: heldAsKeyed(key.tag) };
    }
    const kept = this.#kept.get(key.text);
    if (!kept?.freshness || isExpired(kept.freshness)) return undefined;
    const held = asHeld(kept, asking);
    this.#options.answered?.(held ? 'held' : 'kept');
    return held ?? kept;
  }

  /** @param looked the key that was looked up without success, if it was known already */
  async #ask(
    question: CacheableRequest,
    asking: ClientRequest,
    looked: ResponseKey | undefined,
  ): Promise<Reply | NotModified> {
    try {
      const found = question.prepared ?? prepare(question);
      const prepared = found instanceof Promise ? await found : found;
      if ('errors' in prepared) return this.#refuse(prepared.errors);
      const key = looked ?? this.#cacheKey(question, prepared, asking);
      if (!key) return await this.#run(prepared, asking);
      const known = looked ? undefined : this.#find(key, asking);
      return (
        known ??
        (await (this.#options.sharing ? this.#share(key, prepared, asking) : this.#make(key, prepared, asking)))
      );
    } catch (error) {
      return this.#refuse(errorsOf(error));
    }
  }

  #refuse(errors: readonly GraphQLError[]): Reply {
    this.#options.refused?.(String(errors[0]?.extensions.code));
    return replyOf({ errors });
  }

  #share(key: ResponseKey, prepared: Prepared, asking: ClientRequest): Promise<Reply> {
    const { text } = key;
    const { headers, caller } = asking;
    let flight = this.#flights.get(text);
    if (flight) {
      this.#options.answered?.('shared');
      asking.joins?.();
    } else {
      flight = new CoalescedRun(
        (all) => this.#make(key, prepared, { headers, caller: all }),
        () => this.#flights.delete(text),
      );
      this.#flights.set(text, flight);
    }
    return flight.join(caller);
  }

  async #make(key: ResponseKey, prepared: Prepared, asking: Runner): Promise<Reply> {
    const { shared, maxBytes } = this.#options;
    const found = shared && (await shared.find(key.text));
    if (found) {
      this.#options.answered?.('redis');
      this.#kept.set(key.text, found, bytesOf(found) + 2 * key.text.length);
      return found;
    }
    const isPast = key.moment !== undefined || prepared.moment !== undefined;
    const outcome = await prepared.run({ ...asking, at: isPast ? undefined : key.standing.at });
    const reply = this.#replyOf(outcome);
    if (!maxBytes) return reply;
    const timed = outcome.revisions.maxAge !== Number.POSITIVE_INFINITY;
    reply.freshness = freshnessOf(outcome, key.standing, timed ? tagOf(reply.body.bytes()) : key.tag, isPast);
    if (reply.freshness) {
      this.#kept.set(key.text, reply, bytesOf(reply) + 2 * key.text.length);
      shared?.keep(key.text, reply);
    }
    return reply;
  }

  async #run(prepared: Prepared, { headers, caller }: Runner): Promise<Reply> {
    return this.#replyOf(await prepared.run({ headers, caller }));
  }

  #replyOf(outcome: Outcome): Reply {
    this.#options.ran?.(outcome);
    this.#options.answered?.('run');
    return replyOf(outcome.result, outcome.revisions.reported);
  }
}

function prepare(question: CacheableRequest): ReturnType<Operation['prepare']> {
  const keep = (prepared: Awaited<ReturnType<Operation['prepare']>>) => {
    if (!('errors' in prepared)) question.prepared = prepared;
    return prepared;
  };
  const prepared = question.operation.prepare(question.variables);
  return prepared instanceof Promise ? prepared.then(keep) : keep(prepared);
}

/** Whether the response is the same for every client: a subgraph may use any forwarded header. */
function isEveryones(headers: ClientRequest['headers']): boolean {
  for (const name in headers) if (name !== AS_OF_HEADER) return false;
  return true;
}

const asHeld = ({ freshness }: Reply, { ifNoneMatch }: ClientRequest): NotModified | undefined =>
  freshness && ifNoneMatch?.includes(freshness.etag) ? { held: freshness } : undefined;
