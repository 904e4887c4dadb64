import { LRUCache } from 'lru-cache';
import { clientError } from '../errors.js';

const DAY_MS = 86_400_000;
const maxClients = 10_000;

/** Limits the bytes of permalinks that one client stores in a day. */
export class ClientQuota {
  readonly #used = new LRUCache<string, { readonly since: number; bytes: number }>({ max: maxClients });

  /** @param maxBytes per client and day */
  constructor(
    readonly maxBytes: number,
    readonly now: () => number = Date.now,
  ) {}

  /** Throws if the client has used up its quota. @throws GraphQLError PERMALINK_QUOTA */
  check(client: string): void {
    const used = this.#of(client).bytes;
    if (used >= this.maxBytes)
      throw clientError(
        'PERMALINK_QUOTA',
        `This client has stored ${used} bytes of permalinks today, the maximum. Create the next one tomorrow.`,
      );
  }

  add(client: string, bytes: number): void {
    this.#of(client).bytes += bytes;
  }

  #of(client: string): { bytes: number } {
    const known = this.#used.get(client);
    if (known && this.now() - known.since < DAY_MS) return known;
    const entry = { since: this.now(), bytes: 0 };
    this.#used.set(client, entry);
    return entry;
  }
}
