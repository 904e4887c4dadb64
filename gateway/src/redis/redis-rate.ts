import { createHash } from 'node:crypto';
import type { SharedRate } from '../guard/admission-control.js';
import type { RateOptions } from '../guard/rate.js';
import type { RedisLink, Send } from './redis-link.js';

const PREFIX = 'cabildo:client:';

/** Takes a token, or returns the seconds until there is one. Uses the clock of Redis, because the gateways' clocks differ. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local rate, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1]) or burst, tonumber(bucket[2]) or now
local filled = math.min(burst, tokens + math.max(0, now - at) / 1000 * rate)
local wait = 0
if filled >= 1 then filled = filled - 1 else wait = (1 - filled) / rate end
redis.call('HSET', KEYS[1], 'tokens', tostring(filled), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil(burst / rate * 1000))
return tostring(wait)`;
const digest = createHash('sha1').update(TAKE).digest('hex');

/** Token buckets of clients in Redis, which several gateways share. */
export class RedisRate implements SharedRate {
  readonly #link: RedisLink;
  readonly #arguments: readonly string[];

  constructor(link: RedisLink, { perSecond, burst }: RateOptions) {
    this.#link = link;
    this.#arguments = [`${perSecond}`, `${burst}`];
  }

  /** @returns 0 if the request is accepted, otherwise the seconds until the next one is; undefined if Redis fails */
  take(client: string): Promise<number | undefined> {
    const rest = ['1', PREFIX + client, ...this.#arguments];
    return this.#link.ask('take', async (send) => secondsOf(await evaluate(send, rest)));
  }
}

function evaluate(send: Send, rest: readonly string[]): Promise<unknown> {
  return send('EVALSHA', digest, ...rest).catch((error: Error) => {
    if (error.message.startsWith('NOSCRIPT')) return send('EVAL', TAKE, ...rest);
    throw error;
  });
}

function secondsOf(reply: unknown): number {
  const text = Buffer.isBuffer(reply) ? reply.toString() : '';
  if (/^\d+(\.\d+)?(e-?\d+)?$/.test(text)) return Number(text);
  throw new Error('it answered something else than was asked for');
}
