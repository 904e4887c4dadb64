import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { CabildoError } from '../errors.js';
import { ACCEPTED_MOMENTS, readMoment } from '../process/moment.js';
import { Snapshot } from '../read/snapshot.js';
import { DateTimeScalar } from '../scalars/date-time.js';

const KEPT_AT_MOST = 1000;
const HOUR_MS = 3_600_000;
/** By so much the clock of whoever asks may be ahead of the database's: such a moment is waited for. */
const AHEAD_MS = 2_000;
/** How long a replica that lags is waited for. */
const REPLICA_MS = 3_000;
const POLL_MS = 50;

/** Finds which revision of a subgraph was the newest at a moment. What was so once stays so, and is remembered. */
export class AsOf {
  readonly #known = new Map<string, number>();

  constructor(private readonly database: Database) {}

  /**
   * The number of the newest revision that had been published by a moment.
   * @throws CabildoError AS_OF_FUTURE, AS_OF_TOO_EARLY, DATABASE_UNAVAILABLE
   */
  async revisionAt(moment: string): Promise<number> {
    const known = this.#known.get(moment);
    if (known !== undefined) return known;
    await this.#awaitPublication(moment);
    const found = await this.#find(moment);
    if (this.database.hasReplica) await this.#awaitReplica(found);
    if (this.#known.size >= KEPT_AT_MOST) this.#known.clear();
    this.#known.set(moment, found);
    return found;
  }

  /**
   * Waits for a publication that has been given its moment but is not yet to be seen; any later one gets a later moment
   * (the trigger on `revision` takes the other side of the lock). A moment long past needs no waiting.
   */
  async #awaitPublication(moment: string): Promise<void> {
    if (Date.now() - Date.parse(moment) > HOUR_MS) return;
    const pool = await this.database.pool();
    const { rows } = await pool.query<{ now: string; future: boolean }>(
      `select clock_timestamp() as now, $2 > clock_timestamp() as future
        from (select pg_advisory_xact_lock_shared(hashtext($1)) offset 0) published`,
      [`stamp ${this.database.schema}`, moment],
    );
    const { now, future } = rows[0]!;
    if (!future) return;
    const ahead = Date.parse(moment) - Date.parse(DateTimeScalar.serialize(now));
    if (ahead <= AHEAD_MS) {
      await setTimeout(ahead + 1);
      return this.#awaitPublication(moment);
    }
    throw new CabildoError(
      'AS_OF_FUTURE',
      `The state as of ${moment} was asked for, and it is ${DateTimeScalar.serialize(now)}: ask for a moment past, or leave it out for the newest.`,
    );
  }

  /** Waits until the replica that is read from has what the primary says was so. */
  async #awaitReplica(revision: number): Promise<void> {
    for (let waited = 0; waited < REPLICA_MS; waited += POLL_MS) {
      if ((await Snapshot.newest(this.database)).revision >= revision) return;
      await setTimeout(POLL_MS);
    }
    throw new CabildoError(
      'DATABASE_UNAVAILABLE',
      `The replica that this subgraph reads from has not reached revision ${revision} yet: ask again.`,
    );
  }

  async #find(moment: string): Promise<number> {
    const pool = await this.database.pool();
    const { rows } = await pool.query<{ number: number }>(
      'select number from revision where published_at <= $1 order by published_at desc, number desc limit 1',
      [moment],
    );
    if (rows[0]) return rows[0].number;
    throw await this.#tooEarly(moment);
  }

  async #tooEarly(moment: string): Promise<CabildoError> {
    const pool = await this.database.pool();
    const { rows } = await pool.query<{ number: number; published: string }>(
      'select number, published_at as published from revision order by published_at, number limit 1',
    );
    const asked = `The state as of ${moment} was asked for; the subgraph ${this.database.schema} published`;
    const [first] = rows;
    if (!first) return new CabildoError('AS_OF_TOO_EARLY', `${asked} nothing yet.`);
    const publishedAt = DateTimeScalar.serialize(first.published);
    return new CabildoError(
      'AS_OF_TOO_EARLY',
      `${asked} its first revision on ${publishedAt}: ask as of that moment, or of a later one.`,
      { extensions: { firstRevision: { number: first.number, publishedAt } } },
    );
  }
}

/** @throws CabildoError AS_OF_UNREADABLE */
export function momentOf(text: string): string {
  const moment = readMoment(text);
  if (moment !== undefined) return moment;
  throw new CabildoError(
    'AS_OF_UNREADABLE',
    `${JSON.stringify(text.slice(0, 80))} arrived; it takes ${ACCEPTED_MOMENTS}.`,
  );
}
