import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Milliseconds for which an operation is refused at first; each time that it does harm again they double. */
const SHORTEST_MS = 60_000;
const LONGEST_MS = 3_600_000;
const MOST = 1_000;

interface Harm<Kind> {
  readonly kind: Kind;
  readonly until: number;
  readonly ms: number;
}

/** The operations that did harm, for a while. */
export class Quarantine<Kind> {
  readonly #harms = new LRUCache<string, Harm<Kind>>({ max: MOST });

  /** What the operation did, if it is still to be refused, and for how many seconds. */
  find(operation: string): { readonly kind: Kind; readonly seconds: number } | undefined {
    const harm = this.#harms.get(digestOf(operation));
    const left = (harm?.until ?? 0) - performance.now();
    return harm && left > 0 ? { kind: harm.kind, seconds: Math.ceil(left / 1_000) } : undefined;
  }

  add(operation: string, kind: Kind): void {
    const digest = digestOf(operation);
    const before = this.#harms.get(digest);
    const ms = before ? Math.min(2 * before.ms, LONGEST_MS) : SHORTEST_MS;
    this.#harms.set(digest, { kind, ms, until: performance.now() + ms });
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
