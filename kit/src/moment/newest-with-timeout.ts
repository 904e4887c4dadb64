import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { Snapshot } from '../read/snapshot.js';

const TIMEOUT_MS = 1_000;

/**
 * Returns a function that reads the newest revision, or undefined after a second without a reply. Metrics must not hang
 * if the database hangs or all connections are in use. Concurrent calls share one query.
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
    const timeout = sleep(TIMEOUT_MS, undefined, { signal: late.signal }).catch(() => undefined);
    return Promise.race([looking, timeout]).finally(() => late.abort());
  };
}
