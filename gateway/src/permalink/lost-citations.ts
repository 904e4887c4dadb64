import { LRUCache } from 'lru-cache';
import { clientError } from '../errors.js';
import { isRecord } from '../record.js';

/** Reads the current root of a subgraph at a revision: null if there is none, undefined if it cannot be read now. */
export type RootAt = (subgraph: string, revision: number) => Promise<string | null | undefined>;

const CHECKED_FOR_MS = 1_000;

/** Finds stored responses that cite a revision which a failover or restore lost. */
export class LostCitations {
  readonly #roots = new LRUCache<string, { readonly root: string | null | undefined }>({
    max: 10_000,
    ttl: CHECKED_FOR_MS,
  });

  constructor(private readonly rootAt: RootAt) {}

  /** @throws GraphQLError PERMALINK_LOST */
  async check(body: Buffer): Promise<void> {
    const lost = await this.in(body);
    if (!lost) return;
    throw clientError(
      'PERMALINK_LOST',
      `This permalink cites ${lost}, which a failover or a restore of a backup lost. Its response no longer counts. Create a new permalink by POST /p.`,
    );
  }

  /** @returns the first lost revision, as text; undefined if there is none, or if the log cannot be read now */
  async in(body: Buffer): Promise<string | undefined> {
    const { extensions }: { extensions?: unknown } = JSON.parse(body.toString());
    if (!isRecord(extensions) || !isRecord(extensions.roots) || !isRecord(extensions.revisions)) return undefined;
    for (const [name, root] of Object.entries(extensions.roots)) {
      const revision = Number(extensions.revisions[name]);
      const current = await this.#rootOf(name, revision);
      if (current !== undefined && current !== root) return `revision ${revision} of ${name} (root ${root})`;
    }
    return undefined;
  }

  async #rootOf(name: string, revision: number): Promise<string | null | undefined> {
    const key = `${name} ${revision}`;
    const known = this.#roots.get(key);
    if (known) return known.root;
    const root = await this.rootAt(name, revision);
    if (root !== undefined) this.#roots.set(key, { root });
    return root;
  }
}
