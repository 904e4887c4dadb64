import type { ChangeReader } from './changes/changes.js';
import type { Loads } from './read/loader.js';
import type { Snapshot } from './read/snapshot.js';
import type { Sources } from './read/sources.js';

/** The context argument of resolvers. One per request. */
export interface Context {
  readonly snapshot: Snapshot;
  readonly loads: Loads;
  readonly sources: Sources;
  readonly changes: ChangeReader;
  /** The requested as-of moment, RFC 3339 in UTC; undefined for the newest state. */
  readonly asOf?: string;
  /** Default of optional day arguments: the day of `asOf`, or the current day, in UTC. */
  readonly today: string;
}
