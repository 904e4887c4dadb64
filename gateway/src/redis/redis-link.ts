import type { Log } from '../log.js';
import { Breaker, type BreakerState } from '../subgraph/breaker.js';
import type { RedisOptions } from './settings.js';

/** The use of Redis: `find` reads a cached response, `keep` writes one, `take` takes a token of a client's bucket. */
export type RedisUse = 'find' | 'keep' | 'take';
/** `unreadable`: the reply is not of the expected form. `spared`: nothing was sent, because the breaker is open. */
export type RedisOutcome = 'answered' | 'late' | 'failed' | 'unreadable' | 'spared';

type Argument = string | Buffer;
export type Send = (...command: readonly Argument[]) => Promise<unknown>;

/** The part of the Redis client that is used here. */
interface Client {
  send: Send;
  /** Rejects every command in flight. */
  destroy(): void;
}

const MOST_UNDER_WAY = 1_000;
const CONNECT_MS = 1_000;
const LONGEST_RECONNECT_MS = 2_000;

/**
 * A connection to Redis that never throws and never waits longer than its timeout. A circuit breaker opens after
 * failures, as for a subgraph.
 */
export class RedisLink {
  readonly #connect: () => Client;
  readonly #timeout: number;
  readonly #log: Log;
  readonly #breaker = new Breaker({ window: 10, least: 3 });
  #client: Client;
  #away = false;

  private constructor(
    connect: () => Client,
    timeout: number,
    log: Log,
    /** Called with the outcome of each use. */
    readonly told: (use: RedisUse, outcome: RedisOutcome) => void,
  ) {
    this.#connect = connect;
    this.#timeout = timeout;
    this.#log = log;
    this.#client = connect();
  }

  /** Loads the client's package and connects. Redis need not be up yet. */
  static async open({ url, timeout = 50 }: RedisOptions, log: Log, told: RedisLink['told']): Promise<RedisLink> {
    const { createClient, RESP_TYPES } = await import('@redis/client');
    const typeMapping = { [RESP_TYPES.BLOB_STRING]: Buffer };
    const connect = (): Client => {
      const client = createClient({
        url,
        disableOfflineQueue: true,
        commandsQueueMaxLength: MOST_UNDER_WAY,
        socket: {
          connectTimeout: CONNECT_MS,
          reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, LONGEST_RECONNECT_MS),
        },
      });
      // The command rejects as well. Without a listener, the event would end the process.
      client.on('error', () => {});
      client.connect().catch(() => {});
      return {
        send: (...command) => client.sendCommand(command, { typeMapping }),
        destroy: () => {
          if (client.isOpen) client.destroy();
        },
      };
    };
    return new RedisLink(connect, timeout, log, told);
  }

  get state(): BreakerState {
    return this.#breaker.state;
  }

  /**
   * Sends one or more commands.
   * @returns the result of `ask`; undefined if Redis failed or timed out
   */
  async ask<Answer>(use: RedisUse, ask: (send: Send) => Promise<Answer>): Promise<Answer | undefined> {
    if (!this.#breaker.enter()) {
      this.told(use, 'spared');
      return undefined;
    }
    try {
      const answer = await this.#withDeadline(ask(this.#client.send));
      this.#succeed();
      this.told(use, 'answered');
      return answer;
    } catch (error) {
      this.#fail(error as Error);
      this.told(use, error instanceof Late ? 'late' : 'failed');
      return undefined;
    }
  }

  close(): void {
    this.#client.destroy();
  }

  async #withDeadline<Answer>(answer: Promise<Answer>): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Late(`it did not answer within ${this.#timeout} ms`)), this.#timeout);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  #succeed(): void {
    this.#breaker.succeeded();
    if (this.#away) this.#log.info('Redis is back.');
    this.#away = false;
  }

  #fail(error: Error): void {
    this.#breaker.failed();
    if (this.#breaker.state !== 'open') return;
    if (!this.#away)
      this.#log.warn(
        `Redis failed (${error.message || error.name}). The gateway runs without it until it responds again.`,
      );
    this.#away = true;
    if (!(error instanceof Late)) return;
    // On a connection that hangs, every command in flight would time out.
    this.#client.destroy();
    this.#client = this.#connect();
  }
}

class Late extends Error {}
