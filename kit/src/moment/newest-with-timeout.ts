import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { Snapshot } from '../read/snapshot.js';

const PATIENCE_MS = 1_000;

/**
 * Looks up the newest revision, or gives up after a second: who watches must hear of a database that hangs, or of
 * connections that are all in use. There is one look at a time, however often somebody asks meanwhile.
 */
export function newestWithTimeout(database: Database): () => Promise<number | undefined> {
  let looking: Promise<number | undefined> | undefined;
  const look = async () => {
    try {
      return (await Snapshot.newest(database)).revision;
    } catch {
      return undefined;
    } finally {
      looking = undefined;
    }
  };
  return async () => {
    looking ??= look();
    const late = new AbortController();
    const patience = sleep(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined);
    return Promise.race([looking, patience]).finally(() => late.abort());
  };
}
