import type { ChangeReader } from './changes/changes.js';
import type { Loads } from './read/loader.js';
import type { Snapshot } from './read/snapshot.js';
import type { Sources } from './read/sources.js';

/** The context of a resolver. One per request. */
export interface Context {
  readonly snapshot: Snapshot;
  readonly loads: Loads;
  readonly sources: Sources;
  readonly changes: ChangeReader;
  /** The as-of moment of the request, if it has one. */
  readonly asOf?: string;
  /** The default of arguments that take a day: the day of `asOf`, or else today, in the time zone of the hub. */
  readonly today: string;
}
