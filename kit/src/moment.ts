import type { Database } from './database/database.js';
import { Snapshot } from './snapshot.js';

/** Headers of the gateway's call, in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The newest revision that was ever read: what is asked for by a number up to it needs no look whether it is there. */
const seen = new WeakMap<Database, number>();

/**
 * The snapshot that a call is answered from. `hub-revision: 7` asks for one revision, which the gateway does when an
 * answer of several calls must stand at one; without it, or where it is not there yet, the newest is read.
 */
export async function snapshotAt(database: Database, headers: Headers): Promise<Snapshot> {
  const wanted = Number(headers['hub-revision'] ?? Number.NaN);
  const isRevision = Number.isSafeInteger(wanted) && wanted >= 0;
  if (isRevision && wanted <= (seen.get(database) ?? -1)) return new Snapshot(database, wanted);
  const newest = await Snapshot.newest(database);
  seen.set(database, newest.revision);
  return isRevision && wanted < newest.revision ? new Snapshot(database, wanted) : newest;
}
