import type { Database } from '../database/database.js';
import { AS_OF_HEADER, REVISION_HEADER } from '../process/headers.js';
import { Snapshot } from '../read/snapshot.js';
import { type AsOf, momentOf } from './as-of.js';

/** Headers of the gateway's call, in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The newest revision that was ever read: what is asked for by a number up to it needs no look whether it is there. */
const seen = new WeakMap<Database, number>();

/** What a call is answered from, and the moment that it asked for, where it asked for one. */
export interface Moment {
  readonly snapshot: Snapshot;
  readonly asOf?: string;
}

/**
 * Finds what a call is answered from. `hub-as-of` asks for the state at a moment, whichever revision that was.
 * `hub-revision: 7` asks for one revision, which the gateway does when an answer of several calls must stand at one;
 * without it, or where it is not there yet, the newest is read.
 * @throws CabildoError AS_OF_UNREADABLE, AS_OF_FUTURE, AS_OF_TOO_EARLY
 */
export async function momentAt(database: Database, asOf: AsOf, headers: Headers, ended?: AbortSignal): Promise<Moment> {
  const text = headers[AS_OF_HEADER];
  if (text === undefined) return { snapshot: await atRevision(database, headers, ended) };
  const moment = momentOf(String(text));
  return { snapshot: new Snapshot(database, await asOf.revisionAt(moment), ended), asOf: moment };
}

async function atRevision(database: Database, headers: Headers, ended: AbortSignal | undefined): Promise<Snapshot> {
  const wanted = Number(headers[REVISION_HEADER] ?? Number.NaN);
  const isRevision = Number.isSafeInteger(wanted) && wanted >= 0;
  if (isRevision && wanted <= (seen.get(database) ?? -1)) return new Snapshot(database, wanted, ended);
  const newest = await Snapshot.newest(database, ended);
  seen.set(database, newest.revision);
  return isRevision && wanted < newest.revision ? new Snapshot(database, wanted, ended) : newest;
}
