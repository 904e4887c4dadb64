import { revisionText } from '@cabildo/kit/process';
import type { RevisionsOf } from '../engine/run/revisions.js';
import type { Transport } from '../subgraph/transport.js';

/** The newest revisions of the subgraphs of one operation. */
export interface KnownRevisions {
  /** Subgraphs without revisions are not in the map. */
  readonly at: RevisionsOf;
  /** `at` as text. */
  readonly text: string;
}

/** The newest revision of each subgraph, as the event stream of the subgraph reported it last. */
export class NewestRevisions {
  /** The text of a revision has its root, so that revisions of two histories differ even if their numbers are equal. */
  readonly #revisions = new Map<string, string | null | undefined>();
  #standings = new WeakMap<ReadonlySet<string>, { standing: KnownRevisions | null }>();
  readonly #stops: (() => void)[] = [];

  constructor(transports: Iterable<Transport>) {
    for (const transport of transports) {
      if (!transport.watch) continue;
      const { name } = transport;
      this.#revisions.set(name, undefined);
      this.#stops.push(transport.watch((revision) => this.#tell(name, revision && revisionText(revision))));
    }
  }

  /**
   * @param services the same object for every request of one plan: it is the key of a cache
   * @returns null if the stream of one subgraph is lost: its newest revision is then unknown, and nothing is cached
   */
  standing(services: ReadonlySet<string>): KnownRevisions | null {
    let known = this.#standings.get(services);
    if (!known) {
      known = { standing: this.#look(services) };
      this.#standings.set(services, known);
    }
    return known.standing;
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #tell(name: string, revision: string | null | undefined): void {
    if (this.#revisions.get(name) === revision) return;
    this.#revisions.set(name, revision);
    this.#standings = new WeakMap();
  }

  #look(services: ReadonlySet<string>): KnownRevisions | null {
    const at = new Map<string, string>();
    for (const name of [...services].sort()) {
      const revision = this.#revisions.has(name) ? this.#revisions.get(name) : null;
      if (revision === undefined) return null;
      if (revision !== null) at.set(name, revision);
    }
    return { at, text: JSON.stringify([...at]) };
  }
}
