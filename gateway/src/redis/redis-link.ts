import type { Log } from '../log.js';
import { Breaker, type BreakerState } from '../subgraph/breaker.js';
import type { RedisOptions } from './settings.js';

/** What Redis is asked for: a kept answer, to keep one, a token of a client's bucket. */
export type RedisUse = 'find' | 'keep' | 'take';
/** Unreadable: what it answered makes no sense. Spared: it was not asked, for it has failed. */
export type RedisOutcome = 'answered' | 'late' | 'failed' | 'unreadable' | 'spared';

type Argument = string | Buffer;
export type Send = (...command: readonly Argument[]) => Promise<unknown>;

/** What of a client of Redis is used here. */
interface Client {
  send: Send;
  /** Everything that is under way fails. */
  destroy(): void;
}

const MOST_UNDER_WAY = 1_000;
const CONNECT_MS = 1_000;
const LONGEST_RECONNECT_MS = 2_000;

/**
 * The way to a Redis that answers at once or is done without: it never throws, and waits no longer than its bound. One
 * that fails is spared for a while, as a subgraph is.
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
    /** Is told how each question ended. */
    readonly told: (use: RedisUse, outcome: RedisOutcome) => void,
  ) {
    this.#connect = connect;
    this.#timeout = timeout;
    this.#log = log;
    this.#client = connect();
  }

  /** The client's package is loaded here, and only where there is a Redis. It need not be there yet, or at all. */
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
      // Whoever asks is told that it failed; without a listener the process would end.
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
   * Asks Redis, in one or more commands.
   * @returns what `ask` comes to; undefined where Redis has not answered, or too late
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
      this.#log.warn(`Redis fails (${error.message || error.name}); the gateway does without it until it is back.`);
    this.#away = true;
    if (!(error instanceof Late)) return;
    // A line that hangs holds all that was sent over it.
    this.#client.destroy();
    this.#client = this.#connect();
  }
}

class Late extends Error {}
