import { revisionText } from '@cabildo/kit/process';
import type { SubgraphResponse } from '../../subgraph/transport.js';

/** Name of a subgraph → the text of the revision that its data was read at: `92:9f86…`, or `92` without a root. */
export type RevisionsOf = ReadonlyMap<string, string>;

const noRevisions: RevisionsOf = new Map();

/**
 * The revisions of one response. The second call of a subgraph requests the revision of its first response. Only calls
 * that run in parallel can return two revisions.
 */
export class Revisions {
  readonly #pinned: RevisionsOf;
  readonly #present = new Set<string>();
  readonly #reported = new Map<string, string>();
  readonly #mixed = new Set<string>();
  #maxAge = Number.POSITIVE_INFINITY;

  constructor(
    pinned: RevisionsOf = noRevisions,
    /** The moment of an as-of request. */
    readonly moment?: string,
  ) {
    this.#pinned = pinned;
  }

  /** The revision to request in the next call of a subgraph; undefined: its newest. */
  wanted(subgraph: string): string | undefined {
    return this.#pinned.get(subgraph) ?? this.#reported.get(subgraph);
  }

  report(subgraph: string, { data, extensions, maxAge = 0 }: SubgraphResponse): void {
    if (data && this.moment !== undefined && extensions?.asOf !== this.moment) this.#present.add(subgraph);
    const number = extensions?.revision;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
      this.#maxAge = Math.min(this.#maxAge, maxAge);
      return;
    }
    const root = typeof extensions?.root === 'string' ? extensions.root : undefined;
    const revision = revisionText({ number, root });
    const before = this.#reported.get(subgraph);
    if (before !== undefined && before !== revision) this.#mixed.add(subgraph);
    if (before === undefined || numberOf(before) <= number) this.#reported.set(subgraph, revision);
  }

  /** The subgraphs that responded at two revisions. */
  get mixed(): ReadonlySet<string> {
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

/** The number in the text of a revision. */
export const numberOf = (revision: string): number => Number.parseInt(revision, 10);

/** The value of the header `Hub-Revisions`, a dictionary of RFC 9651: `indicators=12, municipalities=7`. */
export function revisionsText(revisions: RevisionsOf): string {
  return [...revisions]
    .map(([name, revision]) => `${name}=${numberOf(revision)}`)
    .sort()
    .join(', ');
}
