import type { Database } from '../database/database.js';
import { AS_OF_HEADER, REVISION_HEADER } from '../process/headers.js';
import { Snapshot } from '../read/snapshot.js';
import { type AsOfRevisions, momentOf } from './as-of.js';

/** HTTP request headers, names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The newest revision that was read so far. A requested revision up to it exists, without a query. */
const newestSeen = new WeakMap<Database, number>();

/** The snapshot that a call reads, and the as-of moment if the call requested one. */
export interface Moment {
  readonly snapshot: Snapshot;
  readonly asOf?: string;
}

/**
 * Chooses the snapshot of a call. `hub-as-of` requests the state at a moment. `hub-revision: 7` requests one revision:
 * the gateway sends it so that all calls of one response read the same revision. Without a header, or if the requested
 * revision does not exist yet, the newest one is read.
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
  return { snapshot: new Snapshot(database, await asOf.revisionAt(moment), ended), asOf: moment };
}

async function atRevision(database: Database, headers: Headers, ended: AbortSignal | undefined): Promise<Snapshot> {
  const wanted = Number(headers[REVISION_HEADER] ?? Number.NaN);
  const isRevision = Number.isSafeInteger(wanted) && wanted >= 0;
  if (isRevision && wanted <= (newestSeen.get(database) ?? -1)) return new Snapshot(database, wanted, ended);
  const newest = await Snapshot.newest(database, ended);
  newestSeen.set(database, newest.revision);
  return isRevision && wanted < newest.revision ? new Snapshot(database, wanted, ended) : newest;
}
