import type { SubgraphResponse } from '../../subgraph/transport.js';

/** Subgraph → the revision that it answered at. */
export type RevisionsOf = ReadonlyMap<string, number>;

const nothing: RevisionsOf = new Map();

/**
 * The revisions that one answer stands at. A subgraph that is asked several times is asked at the revision of its
 * first answer; only fetches that were under way at once can come back with two.
 */
export class Revisions {
  readonly #pinned: RevisionsOf;
  readonly #present = new Set<string>();
  readonly #reported = new Map<string, number>();
  #mixed = false;
  #maxAge = Number.POSITIVE_INFINITY;

  constructor(
    pinned: RevisionsOf = nothing,
    /** The moment that the answer is asked for as of, if it is of a moment past. */
    readonly moment?: string,
  ) {
    this.#pinned = pinned;
  }

  /** What the next fetch of a subgraph is to be answered at; undefined: at its newest. */
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

  /** Whether a subgraph answered at two revisions. */
  get mixed(): boolean {
    return this.#mixed;
  }

  /** By subgraph, the newest that it answered at. */
  get reported(): RevisionsOf {
    return this.#reported;
  }

  /** Subgraphs that know nothing of moments past: they were asked for one, and answered the present. */
  get present(): ReadonlySet<string> {
    return this.#present;
  }

  /** Seconds that what came without a revision stays fresh; infinite if everything came with one. */
  get maxAge(): number {
    return this.#maxAge;
  }
}

/** The value of `Hub-Revisions`, a dictionary of RFC 9651: `indicators=12, municipalities=7`. */
export function revisionsText(revisions: RevisionsOf): string {
  return [...revisions]
    .map(([name, revision]) => `${name}=${revision}`)
    .sort()
    .join(', ');
}
