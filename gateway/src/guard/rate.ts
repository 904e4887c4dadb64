import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';

export interface RateOptions {
  /** Requests per second of one client in the long run. */
  readonly perSecond: number;
  /** Requests that a client may send at once after a pause. */
  readonly burst: number;
}

const maxClients = 10_000;

/** A token bucket for each client. It has room for `burst` tokens, gets `perSecond` of them, and a request takes one. */
export class Rate {
  readonly #options: RateOptions;
  readonly #now: () => number;
  readonly #buckets = new LRUCache<string, { tokens: number; at: number }>({ max: maxClients });

  constructor(options: RateOptions, now: () => number = () => performance.now()) {
    this.#options = options;
    this.#now = now;
  }

  /** @returns 0 if the request is accepted; otherwise the seconds until the next one is */
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
 * Returns the client of a request: its IP address, or the one that the outermost of `trustedProxies` proxies reports. The
 * port is left out. Of an IPv6 address only the first 64 bits count, because a host may choose the others itself.
 */
export function clientOf({ socket, headers }: IncomingMessage, trustedProxies: number): string {
  const own = socket.remoteAddress ?? '';
  const reported = trustedProxies > 0 ? String(headers['x-forwarded-for'] ?? '').split(',') : [];
  return networkOf(withoutPort(reported.at(-trustedProxies)?.trim() || own));
}

/** `192.0.2.1:5555` → `192.0.2.1`, `[2001:db8::1]:443` → `2001:db8::1` */
function withoutPort(address: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(address) ?? [];
  if (bracketed !== undefined) return bracketed;
  return address.replace(/^([\d.]+):\d+$/, '$1');
}

/** `2001:db8::aaaa:1` → `2001:db8:0:0`, `::ffff:192.0.2.1` → `192.0.2.1` */
function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  // URL writes every IPv6 address in one form, with hexadecimal groups only.
  const text = new URL(`http://[${plain}]`).hostname.slice(1, -1);
  const [left = '', right] = text.split('::');
  const head = left ? left.split(':') : [];
  const tail = right ? right.split(':') : [];
  const zeros = right === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...new Array<string>(zeros).fill('0'), ...tail];
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff') {
    const [high, low] = groups.slice(6).map((group) => Number.parseInt(group, 16)) as [number, number];
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  return groups.slice(0, 4).join(':');
}
