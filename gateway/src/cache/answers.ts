import { errorsOf } from '../engine/engine.js';
import type { Operation, Outcome, Prepared } from '../engine/operation.js';
import type { Data } from '../record.js';
import { Flight } from './flight.js';
import { dayOf, type Freshness, freshnessOf, heldAsKeyed, isExpired, tagOf } from './freshness.js';
import { Kept } from './kept.js';
import type { Newest, Standing } from './newest.js';
import { bytesOf, type Reply, replyOf } from './reply.js';

/** What a request asks, apart from when and by whom. */
export interface Question {
  readonly operation: Operation;
  readonly variables: Data;
  /** Of the supergraph, the operation and its variables. */
  readonly digest: string;
  /** Filled in when it is first asked. */
  prepared?: Prepared;
}

export interface Asking {
  /** What subgraphs get of the client's headers, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Calls back if the client leaves before it has its answer. */
  whenGone(left: () => void): void;
  /** The client's If-None-Match, where a 304 would be an answer to it. */
  readonly ifNoneMatch?: string;
}

type Runner = Pick<Asking, 'headers' | 'signal'>;

export interface AnswersOptions {
  /** Bytes of bodies that are kept; 0: none. */
  readonly maxBytes: number;
  /** Whether equal questions that are under way at once are answered by one run. */
  readonly sharing: boolean;
  /** What other gateways keep for this one, and this one for them. */
  readonly shared?: SharedAnswers;
  /** Is told of every run. */
  readonly ran?: (outcome: Outcome) => void;
  /** Is told of every answer. */
  readonly answered?: (from: AnswerFrom) => void;
}

/** Where an answer came from: a run, one under way, one kept here, one that gateways share, or the client's own. */
export type AnswerFrom = 'run' | 'shared' | 'kept' | 'redis' | 'held';

/** The second place where answers are kept, behind the memory of this process. It is never waited for long. */
export interface SharedAnswers {
  find(key: string): Promise<Reply | undefined>;
  keep(key: string, reply: Reply): void;
}

/** The client holds the answer already. */
export interface Held {
  readonly held: Freshness;
}

const asOf = 'hub-as-of';

/** Answers questions: by what was kept, together with others that ask the same, or by a run of its own. */
export class Answers {
  readonly #newest: Newest;
  readonly #options: AnswersOptions;
  readonly #kept: Kept<Reply>;
  readonly #flights = new Map<string, Flight<Reply>>();

  constructor(newest: Newest, options: AnswersOptions) {
    this.#newest = newest;
    this.#options = options;
    this.#kept = new Kept(options.maxBytes);
  }

  async reply(question: Question, asking: Asking): Promise<Reply | Held> {
    try {
      const found = question.prepared ?? prepare(question);
      const prepared = found instanceof Promise ? await found : found;
      if ('errors' in prepared) return replyOf(prepared);
      return await this.#find(question, prepared, asking);
    } catch (error) {
      return replyOf({ errors: errorsOf(error) });
    }
  }

  async #find({ operation, digest }: Question, prepared: Prepared, asking: Asking): Promise<Reply | Held> {
    const standing =
      operation.kind === 'query' && isEveryones(asking) ? this.#newest.standing(prepared.services) : null;
    if (!standing) return this.#run(prepared, asking);
    const key = `${digest} ${dayOf(Date.now())} ${asking.headers[asOf] ?? ''} ${standing.text}`;
    // What the key tells is told without a run, even where the answer is no longer kept.
    if (this.#options.maxBytes && asking.ifNoneMatch?.includes(tagOf(key))) {
      this.#options.answered?.('held');
      return { held: heldAsKeyed(tagOf(key)) };
    }
    const kept = this.#kept.get(key);
    if (kept?.freshness && !isExpired(kept.freshness)) {
      const held = asHeld(kept, asking);
      this.#options.answered?.(held ? 'held' : 'kept');
      return held ?? kept;
    }
    return this.#options.sharing
      ? this.#share(key, prepared, asking, standing)
      : this.#make(key, prepared, asking, standing);
  }

  #share(key: string, prepared: Prepared, asking: Asking, standing: Standing): Promise<Reply> {
    let flight = this.#flights.get(key);
    if (flight) this.#options.answered?.('shared');
    else {
      flight = new Flight(
        (signal) => this.#make(key, prepared, { headers: asking.headers, signal }, standing),
        () => this.#flights.delete(key),
      );
      this.#flights.set(key, flight);
    }
    return flight.join(asking);
  }

  async #make(key: string, prepared: Prepared, asking: Runner, standing: Standing): Promise<Reply> {
    const { shared } = this.#options;
    const found = shared && (await shared.find(key));
    if (found) {
      this.#options.answered?.('redis');
      this.#kept.set(key, found, bytesOf(found) + 2 * key.length);
      return found;
    }
    const isPast = asking.headers[asOf] !== undefined || prepared.moment !== undefined;
    const outcome = await this.#outcome(prepared, asking, isPast ? undefined : standing);
    const reply = replyOf(outcome.result, outcome.revisions.reported);
    if (!this.#options.maxBytes) return reply;
    const timed = outcome.revisions.maxAge !== Number.POSITIVE_INFINITY;
    reply.freshness = freshnessOf(outcome, standing, timed ? tagOf(reply.body.bytes()) : tagOf(key), isPast);
    if (reply.freshness) {
      this.#kept.set(key, reply, bytesOf(reply) + 2 * key.length);
      shared?.keep(key, reply);
    }
    return reply;
  }

  async #run(prepared: Prepared, asking: Runner): Promise<Reply> {
    const { result, revisions } = await this.#outcome(prepared, asking, undefined);
    return replyOf(result, revisions.reported);
  }

  async #outcome(prepared: Prepared, { headers, signal }: Runner, standing: Standing | undefined): Promise<Outcome> {
    const outcome = await prepared.run({ headers, signal, at: standing?.at });
    this.#options.ran?.(outcome);
    this.#options.answered?.('run');
    return outcome;
  }
}

function prepare(question: Question): ReturnType<Operation['prepare']> {
  const keep = (prepared: Awaited<ReturnType<Operation['prepare']>>) => {
    if (!('errors' in prepared)) question.prepared = prepared;
    return prepared;
  };
  const prepared = question.operation.prepare(question.variables);
  return prepared instanceof Promise ? prepared.then(keep) : keep(prepared);
}

/** A subgraph may answer by whatever header of the client it is given, so that such an answer is one client's alone. */
function isEveryones({ headers }: Asking): boolean {
  for (const name in headers) if (name !== asOf) return false;
  return true;
}

const asHeld = ({ freshness }: Reply, { ifNoneMatch }: Asking): Held | undefined =>
  freshness && ifNoneMatch?.includes(freshness.etag) ? { held: freshness } : undefined;
