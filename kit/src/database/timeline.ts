import { LRUCache } from 'lru-cache';
import type { RevisionId } from '../process/revision-id.js';
import { ReadCache } from './read-cache.js';

const KNOWN_REVISIONS = 10_000;
const KNOWN_MOMENTS = 1_000;

/**
 * Everything that this process knows from one continuous history of a database. After a failover or restore that lost
 * revisions, a new timeline replaces it: requests that still run on the old one cannot write into the caches of the new.
 */
export class Timeline {
  readonly readCache: ReadCache;
  /** The newest revision at past moments. */
  readonly moments = new LRUCache<string, RevisionId>({ max: KNOWN_MOMENTS });
  readonly #roots = new LRUCache<number, string>({ max: KNOWN_REVISIONS });
  #newest?: Required<RevisionId>;

  constructor(readCacheBytes: number) {
    this.readCache = new ReadCache(readCacheBytes);
  }

  /** The revision with the highest number that was seen. */
  get newest(): Required<RevisionId> | undefined {
    return this.#newest;
  }

  rootOf(revision: number): string | undefined {
    return this.#roots.get(revision);
  }

  add(revision: Required<RevisionId>): void {
    this.#roots.set(revision.number, revision.root);
    if (revision.number >= (this.#newest?.number ?? 0)) this.#newest = revision;
  }
}
