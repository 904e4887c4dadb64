import { isExpired } from '../cache/freshness.js';
import type { Reply } from '../cache/reply.js';
import type { SharedResponses } from '../cache/response-cache.js';
import type { RedisLink } from './redis-link.js';
import { readStoredResponse, writeStoredResponse } from './stored-response.js';

const PREFIX = 'cabildo:answer:';
/** Maximum bytes of a response in Redis, and of a body after decompression. */
const LARGEST = 4 * 1024 * 1024;
const LARGEST_BODY = 64 * 1024 * 1024;
/** Maximum bytes of the responses that are being written to Redis. */
const MOST_ON_THE_WAY = 16 * 1024 * 1024;

/** Cached responses in Redis, which several gateways share. The keys are those of the memory cache. */
export class RedisResponses implements SharedResponses {
  readonly #link: RedisLink;
  readonly #seconds: number;
  #onTheWay = 0;

  /** @param seconds the maximum time that a response is cached */
  constructor(link: RedisLink, seconds = 600) {
    this.#link = link;
    this.#seconds = seconds;
  }

  async find(key: string): Promise<Reply | undefined> {
    const text = await this.#link.ask('find', (send) => send('GET', PREFIX + key));
    if (text === undefined || text === null) return undefined;
    try {
      const reply = await readStoredResponse(text, LARGEST_BODY);
      return !reply.freshness || isExpired(reply.freshness) ? undefined : reply;
    } catch {
      this.#link.told('find', 'unreadable');
      return undefined;
    }
  }

  /** Writes a response in the background. */
  keep(key: string, reply: Reply): void {
    if (!reply.freshness || this.#onTheWay > MOST_ON_THE_WAY || this.#link.state === 'open') return;
    const ms = 1_000 * Math.min(this.#seconds, reply.freshness.maxAge);
    writeStoredResponse(reply, reply.freshness).then(
      (text) => this.#send(key, text, ms),
      () => this.#link.told('keep', 'failed'),
    );
  }

  async #send(key: string, text: Buffer, ms: number): Promise<void> {
    if (text.length > LARGEST) return;
    this.#onTheWay += text.length;
    await this.#link.ask('keep', (send) =>
      send('SET', PREFIX + key, text, 'PX', `${ms}`).finally(() => {
        this.#onTheWay -= text.length;
      }),
    );
  }
}
