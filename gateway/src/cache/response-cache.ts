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

/** What a request asks, apart from when and by whom. */
export interface CacheableRequest {
  readonly operation: Operation;
  readonly variables: Data;
  /** Of the supergraph, the operation and its variables. */
  readonly digest: string;
  /** Filled in when it is first asked. */
  prepared?: Prepared;
  /** Of its last answer. */
  key?: ResponseKey;
}

export interface ClientRequest {
  /** What subgraphs get of the client's headers, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** The client's If-None-Match, where a 304 would be an answer to it. */
  readonly ifNoneMatch?: string;
  /** Called where another's run is waited for. */
  joins?(): void;
}

type Runner = Pick<ClientRequest, 'headers' | 'caller'>;

export interface ResponseCacheOptions {
  /** Bytes of bodies that are kept; 0: none. */
  readonly maxBytes: number;
  /** Whether equal questions that are under way at once are answered by one run. */
  readonly sharing: boolean;
  /** What other gateways keep for this one, and this one for them. */
  readonly shared?: SharedResponses;
  /** Is told of every run. */
  readonly ran?: (outcome: Outcome) => void;
  /** Is told of every answer. */
  readonly answered?: (from: ResponseOrigin) => void;
  /** Is told of every question that nothing was run for, by the code of its error. */
  readonly refused?: (code: string) => void;
}

/** Where an answer came from: a run, one under way, one kept here, one that gateways share, or the client's own. */
export type ResponseOrigin = 'run' | 'shared' | 'kept' | 'redis' | 'held';

/** The second place where answers are kept, behind the memory of this process. It is never waited for long. */
export interface SharedResponses {
  find(key: string): Promise<Reply | undefined>;
  keep(key: string, reply: Reply): void;
}

/** The client holds the answer already. */
export interface NotModified {
  readonly held: Freshness;
}

/** ResponseCache questions: by what was kept, together with others that ask the same, or by a run of its own. */
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

  /** At once where it is kept, or held by the client. */
  reply(question: CacheableRequest, asking: ClientRequest): Reply | NotModified | Promise<Reply | NotModified> {
    const key = question.prepared && this.#keyOf(question, question.prepared, asking);
    return (key && this.#find(key, asking)) ?? this.#ask(question, asking, key);
  }

  /** @returns undefined for what is one client's alone, and where a stream is lost: nothing is known of what it is worth */
  #keyOf(question: CacheableRequest, { services }: Prepared, { headers }: ClientRequest): ResponseKey | undefined {
    const { operation, digest, key } = question;
    const standing = operation.kind === 'query' && isEveryones(headers) ? this.#newest.standing(services) : null;
    if (!standing) return undefined;
    const [day, moment] = [dayOf(Date.now()), headers[AS_OF_HEADER]];
    if (key?.standing === standing && key.day === day && key.moment === moment) return key;
    question.key = new ResponseKey(digest, standing, day, moment);
    return question.key;
  }

  #find(key: ResponseKey, asking: ClientRequest): Reply | NotModified | undefined {
    // What the key tells is told without a run, even where the answer is no longer kept.
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

  /** @param looked the key by which nothing was found, where it was known before */
  async #ask(
    question: CacheableRequest,
    asking: ClientRequest,
    looked: ResponseKey | undefined,
  ): Promise<Reply | NotModified> {
    try {
      const found = question.prepared ?? prepare(question);
      const prepared = found instanceof Promise ? await found : found;
      if ('errors' in prepared) return this.#refuse(prepared.errors);
      const key = looked ?? this.#keyOf(question, prepared, asking);
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

/** A subgraph may answer by whatever header of the client it is given, so that such an answer is one client's alone. */
function isEveryones(headers: ClientRequest['headers']): boolean {
  for (const name in headers) if (name !== AS_OF_HEADER) return false;
  return true;
}

const asHeld = ({ freshness }: Reply, { ifNoneMatch }: ClientRequest): NotModified | undefined =>
  freshness && ifNoneMatch?.includes(freshness.etag) ? { held: freshness } : undefined;
