import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';

export interface RateOptions {
  /** Requests a second that one client may go on sending. */
  readonly perSecond: number;
  /** Requests that it may send at once, having sent none for a while. */
  readonly burst: number;
}

const rememberedClients = 10_000;

/** A token bucket a client: it holds `burst`, and a request takes one of what drips in. */
export class Rate {
  readonly #options: RateOptions;
  readonly #now: () => number;
  readonly #buckets = new LRUCache<string, { tokens: number; at: number }>({ max: rememberedClients });

  constructor(options: RateOptions, now: () => number = () => performance.now()) {
    this.#options = options;
    this.#now = now;
  }

  /** @returns 0 if the request may come in, else the seconds after which the next one may */
  take(client: string): number {
    const { perSecond, burst } = this.#options;
    const now = this.#now();
    const { tokens, at } = this.#buckets.get(client) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + ((now - at) / 1_000) * perSecond);
    const enough = filled >= 1;
    this.#buckets.set(client, { tokens: enough ? filled - 1 : filled, at: now });
    return enough ? 0 : (1 - filled) / perSecond;
  }
}

/**
 * Who sends a request: its address, or what the nearest of so many trusted proxies says it is.
 * Of IPv6 only the network counts: whoever has one address has them all.
 */
export function clientOf({ socket, headers }: IncomingMessage, trustedProxies: number): string {
  const own = socket.remoteAddress ?? '';
  const said = trustedProxies > 0 ? String(headers['x-forwarded-for'] ?? '').split(',') : [];
  const address = said.at(-trustedProxies)?.trim() || own;
  return isIPv6(address) && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address;
}
