import type { SubgraphResponse } from '../../subgraph/transport.js';

/** Name of a subgraph → the revision that its data was read at. */
export type RevisionsOf = ReadonlyMap<string, number>;

const noRevisions: RevisionsOf = new Map();

/**
 * The revisions of one response. The second call of a subgraph requests the revision of its first response. Only calls
 * that run in parallel can return two revisions.
 */
export class Revisions {
  readonly #pinned: RevisionsOf;
  readonly #present = new Set<string>();
  readonly #reported = new Map<string, number>();
  #mixed = false;
  #maxAge = Number.POSITIVE_INFINITY;

  constructor(
    pinned: RevisionsOf = noRevisions,
    /** The moment of an as-of request. */
    readonly moment?: string,
  ) {
    this.#pinned = pinned;
  }

  /** The revision to request in the next call of a subgraph; undefined: its newest. */
  wanted(subgraph: string): number | undefined {
    return this.#pinned.get(subgraph) ?? this.#reported.get(subgraph);
  }

  report(subgraph: string, { data, extensions, maxAge = 0 }: SubgraphResponse): void {
    if (data && this.moment !== undefined && extensions?.asOf !== this.moment) this.#present.add(subgraph);
    const revision = extensions?.revision;
    if (typeof revision !== 'number' || !Number.isSafeInteger(revision)) {
      this.#maxAge = Math.min(this.#maxAge, maxAge);
      return;
    }
    const before = this.#reported.get(subgraph);
    if (before !== undefined && before !== revision) this.#mixed = true;
    this.#reported.set(subgraph, Math.max(revision, before ?? revision));
  }

  /** Whether a subgraph responded at two revisions. */
  get mixed(): boolean {
    return this.#mixed;
  }

  /** The newest revision of each subgraph's responses. */
  get reported(): RevisionsOf {
    return this.#reported;
  }

  /** Subgraphs without as-of support: they returned present data for an as-of request. */
  get present(): ReadonlySet<string> {
    return this.#present;
  }

  /** Seconds that responses without a revision may be cached; infinite if every response had a revision. */
  get maxAge(): number {
    return this.#maxAge;
  }
}

/** The value of the header `Hub-Revisions`, a dictionary of RFC 9651: `indicators=12, municipalities=7`. */
export function revisionsText(revisions: RevisionsOf): string {
  return [...revisions]
    .map(([name, revision]) => `${name}=${revision}`)
    .sort()
    .join(', ');
}
