import type { ChangeReader } from './changes/changes.js';
import type { Loads } from './read/loader.js';
import type { Snapshot } from './read/snapshot.js';
import type { Sources } from './read/sources.js';

/** What a resolver is given beside its parent and its arguments. One per request. */
export interface Context {
  readonly snapshot: Snapshot;
  readonly loads: Loads;
  readonly sources: Sources;
  readonly changes: ChangeReader;
  /** The moment whose state was asked for, where one was. */
  readonly asOf?: string;
  /** The day that fields mean which take a day and are given none: that of `asOf`, else this one, in UTC. */
  readonly today: string;
}
