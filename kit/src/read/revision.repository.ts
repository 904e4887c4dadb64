import { Revision } from '../record/revision.js';
import { oneEach } from './loader.js';
import type { Snapshot } from './snapshot.js';

/** Loads revisions by number. */
export const revisionByNumber = oneEach(
  (snapshot: Snapshot, numbers: readonly number[]) =>
    snapshot
      .plain(Revision)
      .where('number', 'in', [...numbers])
      .execute(),
  ({ number }) => number,
);
