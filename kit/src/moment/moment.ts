import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import { rootSql } from '../database/revision-root.js';
import type { Timeline } from '../database/timeline.js';
import { AS_OF_HEADER, REVISION_HEADER } from '../process/headers.js';
import { type RevisionId, readRevisionId } from '../process/revision-id.js';
import { Snapshot } from '../read/snapshot.js';
import { type AsOfRevisions, momentOf } from './as-of.js';

/** HTTP request headers, names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The snapshot that a call reads, and the as-of moment if the call requested one. */
export interface Moment {
  readonly snapshot: Snapshot;
  readonly asOf?: string;
}

/**
 * Chooses the snapshot of a call. `hub-as-of` requests the state at a moment. `hub-revision: 7:9f86…` requests a revision
 * by number and root: the gateway sends it so that all calls of one response read the same revision. Without a header,
 * or if the revision does not exist (yet, or any more), the newest one is read.
 * @throws CabildoError AS_OF_UNREADABLE, AS_OF_FUTURE, AS_OF_TOO_EARLY
 */
export async function momentAt(
  database: Database,
  asOf: AsOfRevisions,
  headers: Headers,
  ended?: AbortSignal,
): Promise<Moment> {
  const text = headers[AS_OF_HEADER];
  if (text === undefined) return { snapshot: await atRevision(database, headers, ended) };
  const moment = momentOf(String(text));
  const { timeline } = database;
  return { snapshot: new Snapshot(database, await asOf.revisionAt(moment), ended, timeline), asOf: moment };
}

async function atRevision(database: Database, headers: Headers, ended: AbortSignal | undefined): Promise<Snapshot> {
  const { timeline } = database;
  const wanted = readRevisionId(String(headers[REVISION_HEADER]));
  if (!wanted) return Snapshot.newest(database, ended);
  const known = knownOn(timeline, wanted);
  if (known) return new Snapshot(database, known, ended, timeline);
  const newest = await Snapshot.newest(database, ended);
  if (wanted.number >= newest.revision) return newest;
  return (await find(database, wanted, ended)) ?? newest;
}

/** The revision, if this process has seen it on the timeline. */
function knownOn(timeline: Timeline, { number, root }: RevisionId): RevisionId | undefined {
  if (number === 0) return { number };
  const known = timeline.rootOf(number);
  return known !== undefined && (root ?? known) === known ? { number, root: known } : undefined;
}

async function find(database: Database, wanted: RevisionId, ended?: AbortSignal): Promise<Snapshot | undefined> {
  const { timeline } = database;
  const query = sql<{ root: string }>`${sql.raw(rootSql(database.schema, String(wanted.number)))}`;
  const [row] = (await query.execute(database.reads())).rows;
  if (!row || (wanted.root ?? row.root) !== row.root) return undefined;
  const id = { number: wanted.number, root: row.root };
  timeline.add(id);
  return new Snapshot(database, id, ended, timeline);
}
