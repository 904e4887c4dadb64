import type { ClientBase } from 'pg';
import type { RevisionId } from '../process/revision-id.js';
import type { PoolUse } from './connections.js';
import { newestRevisionSql, rootSql } from './revision-root.js';
import { Timeline } from './timeline.js';

/** Marks the statement that each new connection runs, so that tests can count the statements of requests alone. */
export const CONNECTION_CHECK = '/* connection check */';

/**
 * Detects that a database no longer continues the history that was read from it: a failover or restore lost revisions.
 * Each new connection is checked before its first use, since it may lead to another server.
 */
export class Timelines {
  #current: Timeline;

  constructor(
    private readonly schema: string,
    private readonly readCacheBytes: number,
  ) {
    this.#current = new Timeline(readCacheBytes);
  }

  get current(): Timeline {
    return this.#current;
  }

  /** Checks a new connection. A replica may lag, so there a missing revision is not a fork if an earlier one is known. */
  async check(client: ClientBase, use: PoolUse): Promise<void> {
    const timeline = this.#current;
    const { newest } = timeline;
    if (!newest) return;
    const { rows } = await client.query<{ root: string | null; latest: number; latestRoot: string | null }>(
      `${CONNECTION_CHECK} select (${rootSql(this.schema, '$1')}) as root, latest.number as latest, latest.root as "latestRoot"
        from (${newestRevisionSql(this.schema)}) latest`,
      [newest.number],
    );
    const { root, latest, latestRoot } = rows[0] ?? { root: null, latest: 0, latestRoot: null };
    if (timeline !== this.#current) return this.check(client, use);
    if (root === newest.root) return;
    if (use === 'read' && root === null && latestRoot === timeline.rootOf(latest)) return;
    this.#fork();
  }

  /**
   * Records a revision that was read as the newest one.
   * @param readOn the current timeline before the read
   * @param fromPrimary whether a lower number than before proves that revisions were lost; a replica may only lag
   * @returns the timeline of the revision; if it is not the current one, it was replaced during the read
   */
  observe(revision: Required<RevisionId>, readOn: Timeline, fromPrimary: boolean): Timeline {
    if (readOn !== this.#current) return readOn;
    const { newest } = readOn;
    const known = readOn.rootOf(revision.number);
    const isLower = fromPrimary && newest !== undefined && revision.number < newest.number;
    if (isLower || (known !== undefined && known !== revision.root)) this.#fork();
    this.#current.add(revision);
    return this.#current;
  }

  #fork(): void {
    this.#current = new Timeline(this.readCacheBytes);
  }
}
