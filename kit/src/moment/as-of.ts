import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { rootSql } from '../database/revision-root.js';
import { CabildoError } from '../errors.js';
import { ACCEPTED_MOMENTS, readMoment } from '../process/moment.js';
import type { RevisionId } from '../process/revision-id.js';
import { Snapshot } from '../read/snapshot.js';
import { DateTimeScalar } from '../scalars/date-time.js';

const HOUR_MS = 3_600_000;
/** Tolerated clock skew: a moment at most this far in the future of the database's clock is waited for. */
const AHEAD_MS = 2_000;
/** How long to wait for a lagging replica. */
const REPLICA_MS = 3_000;
const POLL_MS = 50;

/** Finds the revision that was the newest at a moment. Results never change within one history, and are cached in it. */
export class AsOfRevisions {
  constructor(private readonly database: Database) {}

  /**
   * Returns the newest revision that was published at or before a moment.
   * @throws CabildoError AS_OF_FUTURE, AS_OF_TOO_EARLY; DATABASE_UNAVAILABLE if the replica stays behind
   */
  async revisionAt(moment: string): Promise<RevisionId> {
    const { timeline } = this.database;
    const cached = timeline.moments.get(moment);
    if (cached !== undefined) return cached;
    await this.#awaitPublication(moment);
    const found = await this.#find(moment);
    if (this.database.hasReplica) await this.#awaitReplica(found.number);
    timeline.moments.set(moment, found);
    return found;
  }

  /**
   * Waits for a running publication whose timestamp is set but which is not yet committed: it holds the lock that the
   * trigger on `revision` takes. Later publications get later timestamps. Old moments need no wait.
   */
  async #awaitPublication(moment: string): Promise<void> {
    if (Date.now() - Date.parse(moment) > HOUR_MS) return;
    const pool = await this.database.pool();
    // Both statements are one implicit transaction, which holds the lock. `moment` is parsed, so it needs no escaping.
    const results: unknown = await pool.query(
      `lock table "${this.database.schema}".stamp_lock in share mode;
        select clock_timestamp() as now, '${moment}'::timestamptz > clock_timestamp() as future`,
    );
    const [, { rows }] = results as [unknown, { rows: [{ now: string; future: boolean }] }];
    const { now, future } = rows[0];
    if (!future) return;
    const ahead = Date.parse(moment) - Date.parse(DateTimeScalar.serialize(now));
    if (ahead <= AHEAD_MS) {
      await setTimeout(ahead + 1);
      return this.#awaitPublication(moment);
    }
    throw new CabildoError(
      'AS_OF_FUTURE',
      `The requested moment ${moment} is in the future; it is ${DateTimeScalar.serialize(now)} now. Request a moment in the past, or omit it for the newest state.`,
    );
  }

  /** Waits until the replica has replayed a revision of the primary. */
  async #awaitReplica(revision: number): Promise<void> {
    for (let waited = 0; waited < REPLICA_MS; waited += POLL_MS) {
      if ((await Snapshot.newest(this.database)).revision >= revision) return;
      await setTimeout(POLL_MS);
    }
    throw new CabildoError(
      'DATABASE_UNAVAILABLE',
      `The replica of this subgraph has not replayed revision ${revision} yet. Retry later.`,
    );
  }

  async #find(moment: string): Promise<RevisionId> {
    const pool = await this.database.pool();
    const found =
      '(select number from revision where published_at <= $1 order by published_at desc, number desc limit 1)';
    const { rows } = await pool.query<RevisionId>(
      `select found.number, (${rootSql(this.database.schema, 'found.number')}) as root from ${found} found`,
      [moment],
    );
    if (rows[0]) return rows[0];
    throw await this.#tooEarly(moment);
  }

  async #tooEarly(moment: string): Promise<CabildoError> {
    const pool = await this.database.pool();
    const { rows } = await pool.query<{ number: number; published: string }>(
      'select number, published_at as published from revision order by published_at, number limit 1',
    );
    const sentence = `The requested moment is ${moment}; the subgraph ${this.database.schema} published`;
    const [first] = rows;
    if (!first) return new CabildoError('AS_OF_TOO_EARLY', `${sentence} nothing yet.`);
    const publishedAt = DateTimeScalar.serialize(first.published);
    return new CabildoError(
      'AS_OF_TOO_EARLY',
      `${sentence} its first revision on ${publishedAt}. Request that moment or a later one.`,
      { extensions: { firstRevision: { number: first.number, publishedAt } } },
    );
  }
}

/** Parses the value of `hub-as-of`. @throws CabildoError AS_OF_UNREADABLE */
export function momentOf(text: string): string {
  const moment = readMoment(text);
  if (moment !== undefined) return moment;
  throw new CabildoError(
    'AS_OF_UNREADABLE',
    `Cannot parse the moment ${JSON.stringify(text.slice(0, 80))}. Expected ${ACCEPTED_MOMENTS}.`,
  );
}
